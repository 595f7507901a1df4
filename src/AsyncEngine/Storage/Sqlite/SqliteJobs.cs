using AsyncEngine.Storage.Sqlite.Changes;
using AsyncEngine.Storage.Sqlite.Claims;
using AsyncEngine.Storage.Sqlite.Connections;
using AsyncEngine.Storage.Sqlite.Enqueues;
using AsyncEngine.Storage.Sqlite.Reads;
using AsyncEngine.Storage.Sqlite.Settles;
using AsyncEngine.Storage.Sqlite.Stops;
using AsyncEngine.Storage.Sqlite.Writing;

namespace AsyncEngine.Storage.Sqlite;

/// <inheritdoc cref="IJobStore"/>
internal sealed class SqliteJobs(
    SqliteWriter writer, WriteSession session, SqliteReader reader, StoreOptions options) : IJobStore
{
    private static readonly JobPage EveryPage = new(int.MaxValue);

    private readonly NewJobRules _rules = new(options);
    private readonly JobEnqueuer _enqueuer = new(session);
    private readonly CallbackAdder _callbacks = new(session);
    private readonly JobStopper _stopper = new(session);
    private readonly JobRemover _remover = new(session);
    private readonly JobExpirer _expirer = new(session);
    private readonly JobChanger _changer = new(session);
    private readonly JobRestarter _restarter = new(session);
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
        reader.RunAsync(database => Read(database, filter, page), cancellationToken);

    public Task<IReadOnlyList<JobRecord?>> GetAsync(
        IReadOnlyList<long> ids, CancellationToken cancellationToken) =>
        reader.RunAsync<IReadOnlyList<JobRecord?>>(
            database => Each(ids, id => _jobs.Read(database, id)), cancellationToken);

    public Task<IReadOnlyList<JobStatus?>> GetStatusAsync(
        IReadOnlyList<long> ids, CancellationToken cancellationToken) =>
        reader.RunAsync<IReadOnlyList<JobStatus?>>(
            database => Each(ids, id => JobReader.ReadStatus(database, id)), cancellationToken);

    public Task<long> CountAsync(JobFilter filter, CancellationToken cancellationToken) =>
        reader.RunAsync(database => JobFinder.Find(database, filter, EveryPage).LongCount(), cancellationToken);

    public Task<IReadOnlyList<StopResult>> StopAsync(
        IReadOnlyList<long> ids, CancellationToken cancellationToken) =>
        writer.RunAsync<IReadOnlyList<StopResult>>(_ => Each(ids, _stopper.Stop), ids.Count, cancellationToken);

    public Task<int> ExpireAsync(IReadOnlyList<long> ids, CancellationToken cancellationToken) =>
        writer.RunAsync(_ => ids.Count(_expirer.ExpireIfOverdue), ids.Count, cancellationToken);

    public Task<IReadOnlyList<AsyncEngineException?>> ChangeAsync(
        IReadOnlyList<JobChange> changes, CancellationToken cancellationToken) =>
        writer.RunAsync<IReadOnlyList<AsyncEngineException?>>(
            _ => [.. changes.Select(_changer.Change)], changes.Count, cancellationToken);

    public Task<IReadOnlyList<RestartResult>> RestartAsync(
        IReadOnlyList<long> ids, Restart how, CancellationToken cancellationToken) =>
        writer.RunAsync<IReadOnlyList<RestartResult>>(
            _ => Each(ids, id => _restarter.Restart(id, how)), 2 * ids.Count, cancellationToken);

    public Task<IReadOnlyList<RemoveResult>> RemoveAsync(
        IReadOnlyList<long> ids, CancellationToken cancellationToken) =>
        writer.RunAsync<IReadOnlyList<RemoveResult>>(_ => Each(ids, _remover.Remove), ids.Count, cancellationToken);

    public Task<IReadOnlyList<string?>> ExplainAsync(
        IReadOnlyList<long> ids, CancellationToken cancellationToken) =>
        reader.RunAsync<IReadOnlyList<string?>>(
            (database, now) => Each(ids, id => JobExplainer.Explain(database, id, now)), cancellationToken);

    private static T[] Each<T>(IReadOnlyList<long> ids, Func<long, T> act)
    {
        var results = new T[ids.Count];
        for (var index = 0; index < results.Length; index++)
        {
            results[index] = act(ids[index]);
        }

        return results;
    }

    private IReadOnlyList<JobRecord> Read(Database database, JobFilter filter, JobPage page)
    {
        // Ids first: then no statement is open while the rows are read.
        var ids = JobFinder.Find(database, filter, page).Take(page.Size).ToArray();
        return [.. ids.Select(id => _jobs.Read(database, id)).OfType<JobRecord>()];
    }

    private IReadOnlyList<long> AddCallbacks(long job, IReadOnlyList<NewCallback> callbacks)
    {
        _callbacks.Require(job);
        return _callbacks.Add(job, callbacks);
    }
}
