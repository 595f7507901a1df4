namespace AsyncEngine.Storage.Sqlite.Connections;

/// <summary>One named statement of <c>Sql/*.sql</c>. Each connection prepares it once and keeps it at its index.</summary>
internal sealed class SqlText
{
    private static int _count;

    public SqlText(string name)
        : this(name, Resource($"Sqlite.{name}.sql"))
    {
    }

    /// <summary>A statement that is composed of such texts, never of values.</summary>
    public SqlText(string name, string text)
    {
        Name = name;
        Text = text;
        Index = Interlocked.Increment(ref _count) - 1;
    }

    public string Name { get; }

    public string Text { get; }

    public int Index { get; }

    /// <summary>Reads an embedded text.</summary>
    public static string Resource(string name)
    {
        using var stream = typeof(SqlText).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The assembly has no resource '{name}'.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
