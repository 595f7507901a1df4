using System.Data.Common;
using AsyncEngine.Storage.Relational.Changes;
using AsyncEngine.Storage.Relational.Claims;
using AsyncEngine.Storage.Relational.Connections;
using AsyncEngine.Storage.Relational.Enqueues;
using AsyncEngine.Storage.Relational.History;
using AsyncEngine.Storage.Relational.Reads;
using AsyncEngine.Storage.Relational.Settles;
using AsyncEngine.Storage.Relational.Stops;
using AsyncEngine.Storage.Relational.Waits;
using AsyncEngine.Storage.Relational.Writing;

namespace AsyncEngine.Storage.Relational;

/// <inheritdoc cref="IJobStore"/>
internal abstract class JobVerbs(
    IVerbWriter writer, IVerbReader reader, CallTexts texts, StoreOptions options) : IJobStore
{
    private static readonly JobPage EveryPage = new(int.MaxValue);

    private readonly JobReader _jobs = new(texts);

    protected NewJobRules Rules { get; } = new(options);

    public abstract Task<IReadOnlyList<long>> EnqueueAsync(
        IReadOnlyList<NewJob> jobs, CancellationToken cancellationToken);

    public abstract Task<IReadOnlyList<long>> EnqueueAsync(
        IReadOnlyList<NewJob> jobs, DbTransaction transaction, CancellationToken cancellationToken);

    public virtual Task<long> ReserveIdsAsync(int count, CancellationToken cancellationToken) =>
        writer.RunAsync(session => session.TakeIds(count), 1, cancellationToken);

    public Task<IReadOnlyList<long>> AddCallbacksAsync(
        long jobId, IReadOnlyList<NewCallback> callbacks, CancellationToken cancellationToken) =>
        writer.RunAsync(session => AddCallbacks(session, jobId, callbacks), callbacks.Count, cancellationToken);

    public Task<IReadOnlyList<long>> AddPartsAsync(
        long joinId, IReadOnlyList<LinkedJob> parts, CancellationToken cancellationToken) =>
        writer.RunAsync(session => AddParts(session, joinId, parts), parts.Count, cancellationToken);

    public virtual Task<IReadOnlyList<JobRecord>> ReadAsync(
        JobFilter filter, JobPage page, CancellationToken cancellationToken) =>
        reader.RunAsync(database => Read(database, filter, page), cancellationToken);

    public virtual Task<IReadOnlyList<JobRecord?>> GetAsync(
        IReadOnlyList<long> ids, CancellationToken cancellationToken) =>
        reader.RunAsync<IReadOnlyList<JobRecord?>>(
            database => Each(ids, id => _jobs.Read(database, id)), cancellationToken);

    public virtual Task<IReadOnlyList<JobStatus?>> GetStatusAsync(
        IReadOnlyList<long> ids, CancellationToken cancellationToken) =>
        reader.RunAsync<IReadOnlyList<JobStatus?>>(
            database => Each(ids, id => JobReader.ReadStatus(database, id)), cancellationToken);

    public Task<long> CountAsync(JobFilter filter, CancellationToken cancellationToken) =>
        reader.RunAsync(database => JobFinder.Find(database, filter, EveryPage).LongCount(), cancellationToken);

    public Task<IReadOnlyList<StopResult>> StopAsync(
        IReadOnlyList<long> ids, CancellationToken cancellationToken) =>
        writer.RunAsync<IReadOnlyList<StopResult>>(session => Each(ids, new JobStopper(session).Stop), ids.Count, cancellationToken);

    public Task<int> ExpireAsync(IReadOnlyList<long> ids, CancellationToken cancellationToken) =>
        writer.RunAsync(session => ids.Count(new JobExpirer(session).ExpireIfOverdue), ids.Count, cancellationToken);

    public Task<IReadOnlyList<AsyncEngineException?>> ChangeAsync(
        IReadOnlyList<JobChange> changes, CancellationToken cancellationToken) =>
        writer.RunAsync<IReadOnlyList<AsyncEngineException?>>(
            session => [.. changes.Select(new JobChanger(session).Change)], changes.Count, cancellationToken);

    public Task<IReadOnlyList<RestartResult>> RestartAsync(
        IReadOnlyList<long> ids, Restart how, CancellationToken cancellationToken) =>
        writer.RunAsync<IReadOnlyList<RestartResult>>(
            session => Each(ids, id => new JobRestarter(session).Restart(id, how)), 2 * ids.Count, cancellationToken);

    public Task<IReadOnlyList<RemoveResult>> RemoveAsync(
        IReadOnlyList<long> ids, CancellationToken cancellationToken) =>
        writer.RunAsync<IReadOnlyList<RemoveResult>>(session => Each(ids, new JobRemover(session).Remove), ids.Count, cancellationToken);

    public Task<IReadOnlyList<OldJob>> ReadOldAsync(
        DateTimeOffset before, OldJob? after, int count, CancellationToken cancellationToken) =>
        reader.RunAsync(database => OldJobReader.Read(database, before, after, count), cancellationToken);

    public Task<IReadOnlyList<JobRecord>> ReadNextAsync(
        JobFilter filter, int count, CancellationToken cancellationToken) =>
        reader.RunAsync(database => Records(database, PendingOrder.Find(database, filter).Take(count)), cancellationToken);

    public Task<IReadOnlyList<JobRecord>> ReadLastAsync(
        JobFilter filter, DateTimeOffset? since, DateTimeOffset? before, int count, CancellationToken cancellationToken) =>
        reader.RunAsync(
            database => Records(
                database, CompletedOrder.Find(database, filter, Moment.Of(since), Moment.Of(before)).Take(count)),
            cancellationToken);

    public Task<IReadOnlyList<JobMove>?> ReadHistoryAsync(long id, CancellationToken cancellationToken) =>
        reader.RunAsync(database => HistoryReader.Read(database, id), cancellationToken);

    public Task<IReadOnlyList<JobReason?>> ExplainAsync(
        IReadOnlyList<long> ids, CancellationToken cancellationToken) =>
        reader.RunAsync<IReadOnlyList<JobReason?>>(
            (database, now) => Each(ids, id => JobExplainer.Explain(database, id, now)), cancellationToken);

    protected static T[] Each<T>(IReadOnlyList<long> ids, Func<long, T> act)
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
        return Records(database, JobFinder.Find(database, filter, page).Take(page.Size));
    }

    private IReadOnlyList<JobRecord> Records(Database database, IEnumerable<long> found)
    {
        var ids = found.ToArray();
        return [.. ids.Select(id => _jobs.Read(database, id)).OfType<JobRecord>()];
    }

    private static IReadOnlyList<long> AddCallbacks(
        WriteSession session, long job, IReadOnlyList<NewCallback> callbacks)
    {
        var adder = new CallbackAdder(session);
        adder.Require(job);
        return adder.Add(job, callbacks);
    }

    private IReadOnlyList<long> AddParts(WriteSession session, long join, IReadOnlyList<LinkedJob> parts)
    {
        var adder = new PartAdder(session);
        var targets = new TargetBook(session.Database);
        var graph = new WaitGraph(session.Database, []);
        var added = parts.Select(part => new AddedPart(join, part)).ToArray();
        var places = Array.ConvertAll(added, part =>
        {
            Rules.Check(part.Part);
            return adder.Resolve(part, targets, graph, []);
        });
        return [.. added.Select((part, index) => adder.Add(part, places[index]))];
    }
}
