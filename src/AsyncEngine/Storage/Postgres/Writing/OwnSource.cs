namespace AsyncEngine.Storage.Postgres.Writing;

/// <summary>This process as one that adds jobs, and its row, once that is committed. Thread-safe.</summary>
internal sealed class OwnSource(JobSource process)
{
    private long _id;

    public JobSource Process { get; } = process;

    /// <summary>The id of its row; null: not known yet.</summary>
    public long? Id => Volatile.Read(ref _id) is not 0 and var id ? id : null;

    /// <summary>A transaction was committed in which this was its row.</summary>
    public void Keep(long? id)
    {
        if (id is { } stored)
        {
            Volatile.Write(ref _id, stored);
        }
    }
}
