namespace AsyncEngine.Storage.Sqlite.Enqueues;

/// <summary>Where a new job goes.</summary>
/// <param name="Queue">Its queue's id.</param>
/// <param name="Quotas">Its quotas' ids, ascending, each once.</param>
internal sealed record JobTarget(long Queue, long[] Quotas);
