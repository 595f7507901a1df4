using AsyncEngine.Storage.Relational.Writing;

namespace AsyncEngine.Storage.Sqlite.Writing;

/// <summary>One verb that waits for the writer.</summary>
internal abstract class WriteOperation(int weight, CancellationToken cancellationToken)
{
    /// <summary>About how many rows it writes.</summary>
    public int Weight => weight;

    /// <summary>Whether all that it may give agents to claim shows in the counts of queues and the slots of quotas.</summary>
    public bool IsCounted { get; init; }

    /// <summary>Whether its caller gave up before the writer came to it; then it is over.</summary>
    public abstract bool IsAbandoned { get; }

    protected CancellationToken CancellationToken => cancellationToken;

    /// <summary>Does the work inside the group's transaction. May be repeated after a rollback.</summary>
    public abstract void Execute(WriteSession session);

    /// <summary>Tells the caller, after the commit.</summary>
    public abstract void Complete();

    /// <summary>Tells the caller that nothing was written.</summary>
    public abstract void Fail(Exception exception);
}
