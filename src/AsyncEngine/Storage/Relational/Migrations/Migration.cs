using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AsyncEngine.Storage.Relational.Connections;

namespace AsyncEngine.Storage.Relational.Migrations;

/// <summary>One numbered step of the tables' history. Never edited once it was released.</summary>
/// <param name="Number">Its place, from 1.</param>
/// <param name="Name">What it does, as its file is named.</param>
/// <param name="Text">The statements.</param>
internal sealed record Migration(int Number, string Name, string Text)
{
    /// <summary>Tells whether a store was made by this very step.</summary>
    public string Checksum { get; } = Convert.ToHexString(
        SHA256.HashData(Encoding.UTF8.GetBytes(Text.ReplaceLineEndings("\n"))));

    /// <summary>The steps of one kind of database, by the beginning of their resources' names.</summary>
    public static IReadOnlyList<Migration> Load(string prefix) =>
    [
        .. typeof(Migration).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
            .Select(name => Load(name, prefix))
            .OrderBy(migration => migration.Number),
    ];

    private static Migration Load(string resource, string prefix)
    {
        var file = Path.GetFileNameWithoutExtension(resource[prefix.Length..]);
        var number = int.Parse(file.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture);
        return new Migration(number, file[5..], SqlText.Resource(resource));
    }
}
