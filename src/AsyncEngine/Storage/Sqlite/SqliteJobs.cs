using AsyncEngine.Storage.Sqlite.Enqueues;
using AsyncEngine.Storage.Sqlite.Reads;
using AsyncEngine.Storage.Sqlite.Settles;
using AsyncEngine.Storage.Sqlite.Writing;

namespace AsyncEngine.Storage.Sqlite;

/// <inheritdoc cref="IJobStore"/>
internal sealed class SqliteJobs(
    SqliteWriter writer, WriteSession session, SqliteReader reader, StoreOptions options) : IJobStore
{
    private readonly NewJobRules _rules = new(options);
    private readonly JobEnqueuer _enqueuer = new(session);
    private readonly CallbackAdder _callbacks = new(session);
    private readonly JobReader _jobs = new(session.Texts);

    public async Task<IReadOnlyList<long>> EnqueueAsync(
        IReadOnlyList<NewJob> jobs, CancellationToken cancellationToken)
    {
        if (jobs.Count == 0)
        {
            return [];
        }

        _rules.Check(jobs);
        return await writer.RunAsync(_ => _enqueuer.Enqueue(jobs), jobs.Count, cancellationToken)
            .ConfigureAwait(false);
    }

    public Task<long> ReserveIdsAsync(int count, CancellationToken cancellationToken) =>
        writer.RunAsync(_ => session.TakeIds(count), 1, cancellationToken);

    public Task<IReadOnlyList<long>> AddCallbacksAsync(
        long jobId, IReadOnlyList<NewCallback> callbacks, CancellationToken cancellationToken) =>
        writer.RunAsync(_ => AddCallbacks(jobId, callbacks), callbacks.Count, cancellationToken);

    public Task<IReadOnlyList<JobRecord>> ReadAsync(
        JobFilter filter, JobPage page, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<JobRecord?>> GetAsync(
        IReadOnlyList<long> ids, CancellationToken cancellationToken) =>
        reader.RunAsync<IReadOnlyList<JobRecord?>>(
            database => ids.Select(id => _jobs.Read(database, id)).ToArray(), cancellationToken);

    public Task<IReadOnlyList<JobStatus?>> GetStatusAsync(
        IReadOnlyList<long> ids, CancellationToken cancellationToken) =>
        reader.RunAsync<IReadOnlyList<JobStatus?>>(
            database => ids.Select(id => JobReader.ReadStatus(database, id)).ToArray(), cancellationToken);

    public Task<long> CountAsync(JobFilter filter, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<StopResult>> StopAsync(
        IReadOnlyList<long> ids, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<RemoveResult>> RemoveAsync(
        IReadOnlyList<long> ids, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<string?>> ExplainAsync(
        IReadOnlyList<long> ids, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    private IReadOnlyList<long> AddCallbacks(long job, IReadOnlyList<NewCallback> callbacks)
    {
        _callbacks.Require(job);
        return _callbacks.Add(job, callbacks, session.Advance());
    }
}
