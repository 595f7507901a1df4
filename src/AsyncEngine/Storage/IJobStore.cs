using System.Data.Common;

namespace AsyncEngine.Storage;

/// <summary>Putting jobs in, looking at them, taking them away.</summary>
internal interface IJobStore
{
    /// <summary>
    /// Stores jobs as one atomic batch and puts them in their queues (T1); joins with their parts. Refused whole: <c>QueueNotFound</c>,
    /// <c>QuotaNotFound</c>, <c>PayloadTooLarge</c>, <c>BatchTooLarge</c>, <c>ArgumentInvalid</c>; the exception's
    /// Index names the element.
    /// </summary>
    /// <returns>The ids, in the order of the jobs.</returns>
    Task<IReadOnlyList<long>> EnqueueAsync(IReadOnlyList<NewJob> jobs, CancellationToken cancellationToken);

    /// <summary>
    /// Stores jobs in the caller's own transaction on the same database: they exist if and only if that commits. The
    /// same refusals, after which the transaction is as it was; <c>ArgumentInvalid</c> for one of another database.
    /// </summary>
    /// <remarks>Call it in the caller's context, before any await: on SQLite that context may not write otherwise until the
    /// transaction ends, and is refused at once with <c>StoreBusy</c>, since it would wait for itself.</remarks>
    /// <returns>The ids, in the order of the jobs.</returns>
    Task<IReadOnlyList<long>> EnqueueAsync(
        IReadOnlyList<NewJob> jobs, DbTransaction transaction, CancellationToken cancellationToken);

    /// <summary>Reserves ids for jobs that are added inside a running job and become visible with it.</summary>
    /// <returns>The first id; the others follow it.</returns>
    Task<long> ReserveIdsAsync(int count, CancellationToken cancellationToken);

    /// <summary>
    /// Adds callbacks to a job (R066). On a completed job they are queued as jobs of their own. <c>JobNotFound</c>.
    /// </summary>
    /// <returns>The callbacks' ids, in order.</returns>
    Task<IReadOnlyList<long>> AddCallbacksAsync(
        long jobId, IReadOnlyList<NewCallback> callbacks, CancellationToken cancellationToken);

    /// <summary>
    /// Adds parts to a join that waits for parts (R100), after those that it has. <c>JobNotFound</c>,
    /// <c>JobStatusInvalid</c> (it is no join, or its parts are over), <c>WaitWouldDeadlock</c> (a part waits for the
    /// join), and all that adding jobs refuses.
    /// </summary>
    /// <returns>The parts' ids, in order.</returns>
    Task<IReadOnlyList<long>> AddPartsAsync(
        long joinId, IReadOnlyList<LinkedJob> parts, CancellationToken cancellationToken);

    /// <summary>
    /// One page of jobs in ascending or descending order of ids. No read transaction outlives the call. Arguments,
    /// results and errors come with the rows.
    /// </summary>
    Task<IReadOnlyList<JobRecord>> ReadAsync(JobFilter filter, JobPage page, CancellationToken cancellationToken);

    /// <summary>Jobs by id, in the order asked; null where there is none.</summary>
    Task<IReadOnlyList<JobRecord?>> GetAsync(IReadOnlyList<long> ids, CancellationToken cancellationToken);

    /// <summary>The statuses of jobs, in the order asked; null where there is none. Cheaper than reading them.</summary>
    Task<IReadOnlyList<JobStatus?>> GetStatusAsync(IReadOnlyList<long> ids, CancellationToken cancellationToken);

    /// <summary>Counts jobs by the same filter as reads.</summary>
    Task<long> CountAsync(JobFilter filter, CancellationToken cancellationToken);

    /// <summary>
    /// Stops jobs: a pending or assigned one becomes <c>Cancelled</c> at once (its callbacks are offered to a worker);
    /// a running one gets a stop request that its dispatcher obeys; a completed one is left alone. One that waits for
    /// other jobs becomes <c>Cancelled</c> at once and leaves them alone; of a join, the parts whose turn has not come
    /// and <see cref="NewJoin.Then"/> are cancelled with it.
    /// </summary>
    Task<IReadOnlyList<StopResult>> StopAsync(IReadOnlyList<long> ids, CancellationToken cancellationToken);

    /// <summary>
    /// Ends those of the jobs that may not begin any more (R019). Whoever waits for a job calls it when the job's time
    /// is over: no dispatcher may be there to do it.
    /// </summary>
    /// <returns>How many ended by that.</returns>
    Task<int> ExpireAsync(IReadOnlyList<long> ids, CancellationToken cancellationToken);

    /// <summary>
    /// Changes pending jobs, held ones and ready ones, each by itself whole or not at all. Another priority or other
    /// quotas keep the moment from which a job waits; another start time or queue is a new put: the job is held until
    /// then, or goes to the end of the line. An interrupted job stays first in line, and gives its slots back if its
    /// quotas change.
    /// </summary>
    /// <returns>
    /// In the order of the changes, null or why the job was left as it was: <c>JobNotFound</c>, <c>JobStatusInvalid</c>,
    /// <c>QueueNotFound</c>, <c>QuotaNotFound</c>, <c>ArgumentInvalid</c>.
    /// </returns>
    Task<IReadOnlyList<AsyncEngineException?>> ChangeAsync(
        IReadOnlyList<JobChange> changes, CancellationToken cancellationToken);

    /// <summary>
    /// Runs completed jobs again, each as a new job with the same call, arguments and options; <c>RestartOf</c> names
    /// the old one, which stays as it ended. A callback gets its parent's outcome once more, as one added late (R074).
    /// </summary>
    /// <returns>The new jobs, in the order of the ids; <c>JobNotFound</c>, <c>JobStatusInvalid</c>.</returns>
    Task<IReadOnlyList<RestartResult>> RestartAsync(
        IReadOnlyList<long> ids, Restart how, CancellationToken cancellationToken);

    /// <summary>
    /// Removes jobs with all that belongs to them. Only pending and completed ones; others refuse
    /// (<see cref="RemoveResult.Refused"/>), and so do those that another one waits for, or that are parts of a join
    /// that has not ended.
    /// </summary>
    Task<IReadOnlyList<RemoveResult>> RemoveAsync(IReadOnlyList<long> ids, CancellationToken cancellationToken);

    /// <summary>
    /// Jobs and callbacks that were completed before a moment, those first that were completed first. The callbacks of a
    /// job go with it.
    /// </summary>
    /// <param name="before">The moment.</param>
    /// <param name="after">The last one that was given before; null = from the first.</param>
    /// <param name="count">How many at most.</param>
    Task<IReadOnlyList<OldJob>> ReadOldAsync(
        DateTimeOffset before, OldJob? after, int count, CancellationToken cancellationToken);

    /// <summary>
    /// Why jobs do not run, one sentence each, in the order asked; null for one that runs, is finished or unknown.
    /// </summary>
    Task<IReadOnlyList<JobReason?>> ExplainAsync(IReadOnlyList<long> ids, CancellationToken cancellationToken);
}
