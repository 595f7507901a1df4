using AsyncEngine.Storage.Relational.Connections;

namespace AsyncEngine.Storage.Relational.Enqueues;

/// <summary>The row of the process that adds jobs here, made when it adds its first (R008).</summary>
/// <param name="database">The connection.</param>
/// <param name="source">The process.</param>
/// <param name="known">Its row's id, if that is known to be stored.</param>
internal sealed class SourceBook(Database database, JobSource source, long? known = null)
{
    private long? _id = known;

    /// <summary>The id if anybody has asked for it.</summary>
    public long? Known => _id;

    /// <summary>The id of its row.</summary>
    /// <param name="now">When the row is made, if there is none.</param>
    public long IdAt(long now) => _id ??= Find() ?? Insert(now);

    /// <summary>After a rollback: the row may be gone.</summary>
    public void Forget() => _id = null;

    private long? Find()
    {
        using var find = database.Use(Sql.SourceFind);
        find.Bind("uuid", source.Uuid.ToString());
        return find.Step() ? find.GetLong(0) : null;
    }

    private long Insert(long now)
    {
        using var insert = database.Use(Sql.SourceInsert);
        insert.Bind("uuid", source.Uuid.ToString());
        insert.Bind("host", source.Host);
        insert.Bind("process_id", source.ProcessId);
        insert.Bind("account", source.User);
        insert.Bind("now", now);
        insert.Run();
        return database.LastId;
    }
}
