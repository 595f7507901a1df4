namespace AsyncEngine.Storage;

/// <summary>What can be written and read while a job runs: annotations, progress, recorded streams.</summary>
internal interface ILiveStore
{
    /// <summary>Sets annotations of a job, each a small encoded value; empty removes. <c>JobNotFound</c>.</summary>
    Task AnnotateAsync(
        long jobId, IReadOnlyDictionary<string, Payload> values, CancellationToken cancellationToken);

    /// <summary>One annotation; null when the job has none of that name. <c>JobNotFound</c>.</summary>
    Task<Payload?> ReadAnnotationAsync(long jobId, string name, CancellationToken cancellationToken);

    /// <summary>
    /// Writes what runs have produced since the last flush. Refused silently by the fence: an old run's output is
    /// dropped.
    /// </summary>
    Task FlushAsync(IReadOnlyList<LiveOutput> outputs, CancellationToken cancellationToken);

    /// <summary>Stream chunks of a job's last run, in order, from a chunk number on (0 = the first).</summary>
    Task<IReadOnlyList<StreamChunk>> ReadStreamAsync(
        long jobId, int fromChunk, int count, CancellationToken cancellationToken);

    /// <summary>Stream chunks of a job after one that was read, in order: of its run, then of the runs after it.</summary>
    Task<IReadOnlyList<StreamChunk>> FollowStreamAsync(
        long jobId, long run, int afterChunk, int count, CancellationToken cancellationToken);
}
