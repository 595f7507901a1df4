using AsyncEngine.Storage.Relational.Connections;

namespace AsyncEngine.Storage.Relational.Settles;

/// <summary>What decides where a job goes when it leaves a worker.</summary>
internal sealed record JobPlan
{
    public required long Queue { get; init; }

    /// <summary>The lane of its quotas.</summary>
    public required long Lane { get; init; }

    public required int Priority { get; init; }

    public long? BeginBy { get; init; }

    public required RetryPolicyKind Policy { get; init; }

    /// <summary>The job whose callback it is.</summary>
    public long? Parent { get; init; }

    /// <summary>The job that is claimed for it; null: itself.</summary>
    public long? Root { get; init; }

    /// <summary>Whether other jobs wait for it, or it is a part of a join.</summary>
    public bool IsAwaited { get; init; }

    /// <summary>Whether it waits for other jobs itself.</summary>
    public bool IsWaiting { get; init; }

    public static JobPlan? Read(Database database, long id)
    {
        using var read = database.Use(Sql.JobPlan);
        read.Bind("id", id);
        return !read.Step() ? null : new JobPlan
        {
            Queue = read.GetLong(0),
            Lane = read.GetLong(1),
            Priority = read.GetInt(2),
            BeginBy = read.GetLongOrNull(3),
            Policy = (RetryPolicyKind)read.GetInt(4),
            Parent = read.GetLongOrNull(5),
            Root = read.GetLongOrNull(6),
            IsAwaited = read.GetBool(7),
            IsWaiting = read.GetBool(8),
        };
    }
}
