namespace AsyncEngine.Storage.Relational.Connections;

/// <summary>
/// One named statement, in the words of each database: <c>Sql/*.sql</c> of the two folders. A connection that prepares
/// statements keeps each at its index.
/// </summary>
internal sealed class SqlText
{
    private static int _count;

    private readonly Lazy<string> _sqlite;
    private readonly Lazy<string> _postgres;

    public SqlText(string name)
        : this(name, () => Resource($"Sqlite.{name}.sql"), () => Resource($"Postgres.{name}.sql"))
    {
    }

    /// <summary>A statement that is composed of such texts, never of values.</summary>
    public SqlText(string name, string text)
        : this(name, () => text, () => text)
    {
    }

    private SqlText(string name, Func<string> sqlite, Func<string> postgres)
    {
        Name = name;
        _sqlite = new Lazy<string>(sqlite);
        _postgres = new Lazy<string>(postgres);
        Index = Interlocked.Increment(ref _count) - 1;
    }

    public string Name { get; }

    public string Text => _sqlite.Value;

    public string Postgres => _postgres.Value;

    public int Index { get; }

    /// <summary>Reads an embedded text.</summary>
    public static string Resource(string name)
    {
        using var stream = typeof(SqlText).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The assembly has no resource '{name}'.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>A statement that ends with its order, in the other direction.</summary>
    public SqlText Descending() => new(
        Name + "_desc", () => Text.TrimEnd() + " desc", () => Postgres.TrimEnd() + " desc");
}
