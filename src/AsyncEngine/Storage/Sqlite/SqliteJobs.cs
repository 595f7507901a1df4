using System.Data.Common;
using AsyncEngine.Storage.Relational;
using AsyncEngine.Storage.Relational.Enqueues;
using AsyncEngine.Storage.Relational.Reads;
using AsyncEngine.Storage.Sqlite.Connections;
using AsyncEngine.Storage.Sqlite.Writing;
using Microsoft.Data.Sqlite;

namespace AsyncEngine.Storage.Sqlite;

/// <inheritdoc cref="IJobStore"/>
internal sealed class SqliteJobs(
    StoreFile file, SqliteWriter writer, SqliteReader reader, CallTexts texts, StoreOptions options)
    : JobVerbs(writer, reader, texts, options)
{
    private readonly StoreOptions _options = options;

    public override async Task<IReadOnlyList<long>> EnqueueAsync(
        IReadOnlyList<NewJob> jobs, CancellationToken cancellationToken)
    {
        if (jobs.Count == 0)
        {
            return [];
        }

        Rules.Check(jobs);
        return await writer.RunCountedAsync(
            session => new JobEnqueuer(session).Enqueue(jobs), jobs.Count, cancellationToken).ConfigureAwait(false);
    }

    public override Task<IReadOnlyList<long>> EnqueueAsync(
        IReadOnlyList<NewJob> jobs, DbTransaction transaction, CancellationToken cancellationToken)
    {
        if (jobs.Count == 0)
        {
            return Task.FromResult<IReadOnlyList<long>>([]);
        }

        try
        {
            Rules.Check(jobs);
            return Task.FromResult(Enqueue(jobs, Require(transaction)));
        }
        catch (SqliteFailure failure)
        {
            return Task.FromException<IReadOnlyList<long>>(SqliteErrors.Translate(failure, file.Path));
        }
        catch (AsyncEngineException refusal)
        {
            return Task.FromException<IReadOnlyList<long>>(refusal);
        }
    }

    private IReadOnlyList<long> Enqueue(IReadOnlyList<NewJob> jobs, SqliteTransaction transaction)
    {
        using var database = SqliteDatabase.On(transaction.Connection!);
        database.Execute("savepoint asyncps");
        try
        {
            var session = new SqliteSession(database, _options, file.Path);
            session.Begin();
            var ids = new JobEnqueuer(session).Enqueue(jobs);
            session.EndOperation();
            session.Finish();
            database.Execute("release asyncps");
            CallerTransaction.Note(file.Path, transaction);
            return ids;
        }
        catch
        {
            database.Execute("rollback to asyncps; release asyncps");
            throw;
        }
    }

    private SqliteTransaction Require(DbTransaction transaction)
    {
        if (transaction is SqliteTransaction { Connection: { } connection } own
            && Path.GetFullPath(connection.DataSource) == file.Path)
        {
            return own;
        }

        throw new AsyncEngineException(
            ErrorIds.ArgumentInvalid,
            $"The transaction is not one on the store's file '{file.Path}', or it has ended. Begin it on a connection to "
                + "that file.");
    }
}
