namespace AsyncEngine.Storage;

/// <summary>Queues. Names compare without regard to case; they are shown as they were first written.</summary>
internal interface IQueueStore
{
    /// <summary>Creates queues, all or none. Refused with <c>QueueExists</c>.</summary>
    Task CreateAsync(IReadOnlyList<string> names, string? description, CancellationToken cancellationToken);

    /// <summary>All queues by name, with their counts.</summary>
    Task<IReadOnlyList<QueueInfo>> ListAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Measures queues, by name: what they hold now, and what became of their jobs in an interval (R180, R211, R220). Reads
    /// the rows of that interval, and no more. <c>ArgumentInvalid</c>: there is no time in the interval.
    /// </summary>
    Task<IReadOnlyList<QueueStatistics>> MeasureAsync(Measure measure, CancellationToken cancellationToken);

    /// <summary>
    /// Removes a queue with its quotas, agents and finished jobs. Unfinished jobs refuse it (<c>QueueNotEmpty</c>)
    /// unless <paramref name="force"/>: then pending jobs go too and running ones are stolen by the fence; jobs of other
    /// queues that wait for one of them fail with <c>JobNotFound</c>, and joins go on without those parts.
    /// <c>QueueNotFound</c>; the queue <c>default</c> cannot be removed (<c>ArgumentInvalid</c>).
    /// </summary>
    Task RemoveAsync(string name, bool force, CancellationToken cancellationToken);

    /// <summary>Stops or resumes offering a queue's jobs. <c>QueueNotFound</c>.</summary>
    Task SetPausedAsync(string name, bool paused, CancellationToken cancellationToken);
}
