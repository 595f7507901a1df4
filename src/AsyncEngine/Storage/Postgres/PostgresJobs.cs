using System.Data.Common;
using AsyncEngine.Storage.Postgres.Connections;
using AsyncEngine.Storage.Postgres.Enqueues;
using AsyncEngine.Storage.Postgres.Reads;
using AsyncEngine.Storage.Postgres.Signals;
using AsyncEngine.Storage.Postgres.Writing;
using AsyncEngine.Storage.Relational;
using AsyncEngine.Storage.Relational.Enqueues;
using AsyncEngine.Storage.Relational.Reads;
using NpgsqlTypes;

namespace AsyncEngine.Storage.Postgres;

/// <inheritdoc cref="IJobStore"/>
internal sealed class PostgresJobs(
    PostgresWriter writer,
    PostgresReader reader,
    GroupEnqueuer group,
    CallerEnqueuer caller,
    CallTexts texts,
    StoreOptions options)
    : JobVerbs(writer, reader, texts, options)
{
    public override async Task<IReadOnlyList<long>> EnqueueAsync(
        IReadOnlyList<NewJob> jobs, CancellationToken cancellationToken)
    {
        if (jobs.Count == 0)
        {
            return [];
        }

        Rules.Check(jobs);
        if (jobs.Any(job => job.Join is not null))
        {
            return await writer.AloneAsync(session => new JobEnqueuer(session).Enqueue(jobs), cancellationToken)
                .ConfigureAwait(false);
        }

        // A state that is new is made by one of those who name it first.
        if (jobs.Any(job => job.State is not null))
        {
            return await writer.AloneAsync(session => new BulkEnqueuer(session).Enqueue(jobs), cancellationToken)
                .ConfigureAwait(false);
        }

        return await (jobs.Count <= GroupEnqueuer.MostInBatch
            ? group.EnqueueAsync(jobs, cancellationToken)
            : writer.ShareAsync(session => new BulkEnqueuer(session).Enqueue(jobs), cancellationToken, Change.Work))
            .ConfigureAwait(false);
    }

    public override async Task<IReadOnlyList<long>> EnqueueAsync(
        IReadOnlyList<NewJob> jobs, DbTransaction transaction, CancellationToken cancellationToken)
    {
        if (jobs.Count == 0)
        {
            return [];
        }

        Rules.Check(jobs);
        if (jobs.Any(job => job.Join is not null))
        {
            throw new AsyncEngineException(
                ErrorIds.ArgumentInvalid, "A join cannot be added with a transaction of yours. Add it without.");
        }

        return await caller.EnqueueAsync(jobs, transaction, cancellationToken).ConfigureAwait(false);
    }

    public override Task<long> ReserveIdsAsync(int count, CancellationToken cancellationToken) =>
        writer.ShareAsync(session => session.TakeIds(count), cancellationToken);

    public override Task<IReadOnlyList<JobRecord>> ReadAsync(
        JobFilter filter, JobPage page, CancellationToken cancellationToken) =>
        reader.RunAsync<IReadOnlyList<JobRecord>>(
            database => PostgresJobReader.Read(database, [.. JobFinder.Find(database, filter, page).Take(page.Size)]),
            cancellationToken);

    public override Task<IReadOnlyList<JobRecord?>> GetAsync(
        IReadOnlyList<long> ids, CancellationToken cancellationToken) =>
        reader.AskAsync<IReadOnlyList<JobRecord?>>(database =>
        {
            var found = new Dictionary<long, JobRecord>(ids.Count);
            foreach (var job in PostgresJobReader.Read(database, ids))
            {
                found[job.Id] = job;
            }

            return Each(ids, found.GetValueOrDefault);
        }, cancellationToken);

    public override Task<IReadOnlyList<JobStatus?>> GetStatusAsync(
        IReadOnlyList<long> ids, CancellationToken cancellationToken) =>
        reader.AskAsync<IReadOnlyList<JobStatus?>>(database =>
        {
            var statuses = new Dictionary<long, JobStatus>(ids.Count);
            using var read = (PostgresStatement)database.Use(PostgresSql.JobStatusMany);
            read.Bind("ids", NpgsqlDbType.Bigint, ids.ToArray());
            while (read.Step())
            {
                statuses[read.GetLong(0)] = (JobStatus)read.GetInt(1);
            }

            return [.. ids.Select(id => statuses.TryGetValue(id, out var status) ? status : (JobStatus?)null)];
        }, cancellationToken);
}
