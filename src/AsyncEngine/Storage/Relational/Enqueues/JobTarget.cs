namespace AsyncEngine.Storage.Relational.Enqueues;

/// <summary>Where a new job goes.</summary>
/// <param name="Queue">Its queue's id.</param>
/// <param name="Quotas">Its quotas' ids, ascending, each once.</param>
internal sealed record JobTarget(long Queue, long[] Quotas)
{
    /// <summary>Of a join: where its parts go; null for those that are there.</summary>
    public IReadOnlyList<JobTarget?> Parts { get; init; } = [];

    /// <summary>Of a join: where goes what follows it.</summary>
    public JobTarget? Then { get; init; }
}
