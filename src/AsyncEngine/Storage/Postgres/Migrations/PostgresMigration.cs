using AsyncEngine.Storage.Relational.Migrations;

namespace AsyncEngine.Storage.Postgres.Migrations;

/// <summary>The numbered steps of the tables' history on a server; the numbers are those of SQLite's.</summary>
internal static class PostgresMigration
{
    /// <summary>All steps, in order.</summary>
    public static IReadOnlyList<Migration> All { get; } = Migration.Load("Postgres.Migration.");

    /// <summary>The number of the last step: what this engine needs and writes.</summary>
    public static int Latest => All[^1].Number;
}
