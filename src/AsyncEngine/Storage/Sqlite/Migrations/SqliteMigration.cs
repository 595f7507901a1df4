using AsyncEngine.Storage.Relational.Migrations;

namespace AsyncEngine.Storage.Sqlite.Migrations;

/// <summary>The numbered steps of the tables' history in a file; the numbers are those of PostgreSQL's.</summary>
internal static class SqliteMigration
{
    /// <summary>All steps, in order.</summary>
    public static IReadOnlyList<Migration> All { get; } = Migration.Load("Sqlite.Migration.");

    /// <summary>The number of the last step: what this engine needs and writes.</summary>
    public static int Latest => All[^1].Number;
}
