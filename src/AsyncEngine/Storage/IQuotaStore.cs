namespace AsyncEngine.Storage;

/// <summary>Quotas of queues (R126 to R141).</summary>
internal interface IQuotaStore
{
    /// <summary>
    /// Creates quotas in a queue, all or none; a removed one of that name comes back with its true count (R132).
    /// <c>QueueNotFound</c>, <c>QuotaExists</c>.
    /// </summary>
    Task CreateAsync(string queue, IReadOnlyList<string> names, int size, CancellationToken cancellationToken);

    /// <summary>Quotas of one queue, or of all when null. <c>QueueNotFound</c>.</summary>
    Task<IReadOnlyList<QuotaInfo>> ListAsync(string? queue, CancellationToken cancellationToken);

    /// <summary>Changes a size; jobs that hold slots are not touched (R133). <c>QuotaNotFound</c>.</summary>
    Task ResizeAsync(string queue, string name, int size, CancellationToken cancellationToken);

    /// <summary>Removes a quota: its name is ignored from then on (R131). <c>QuotaNotFound</c>.</summary>
    Task RemoveAsync(string queue, string name, CancellationToken cancellationToken);
}
