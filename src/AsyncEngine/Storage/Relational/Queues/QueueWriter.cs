using AsyncEngine.Storage.Relational.Connections;

namespace AsyncEngine.Storage.Relational.Queues;

/// <summary>Makes queues, each with its counts and its free lane.</summary>
internal static class QueueWriter
{
    /// <summary>The queue that every store has.</summary>
    public const string DefaultName = "default";

    public static void Create(Database database, string name, string? description, long now)
    {
        using (var insert = database.Use(Sql.QueueInsert))
        {
            insert.Bind("name", name);
            insert.Bind("name_key", Name.KeyOf(name));
            insert.Bind("description", description);
            insert.Bind("created_at", now);
            insert.Run();
        }

        var queue = database.LastId;
        using (var insert = database.Use(Sql.TallyInsert))
        {
            insert.Bind("queue", queue);
            insert.Run();
        }

        using (var insert = database.Use(Sql.LaneInsert))
        {
            insert.Bind("queue", queue);
            insert.Bind("quota_set", string.Empty);
            insert.Run();
        }
    }
}
