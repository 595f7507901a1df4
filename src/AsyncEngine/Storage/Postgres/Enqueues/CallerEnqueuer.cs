using System.Data.Common;
using AsyncEngine.Storage.Postgres.Connections;
using AsyncEngine.Storage.Postgres.Signals;
using AsyncEngine.Storage.Postgres.Writing;
using AsyncEngine.Storage.Relational.Reads;
using Npgsql;

namespace AsyncEngine.Storage.Postgres.Enqueues;

/// <summary>Stores jobs in a transaction of the caller's, who may keep it open for long: nobody waits for it.</summary>
/// <remarks>
/// What others may need as well (lanes, texts, states, who adds) is made before that in a transaction of its own. In the caller's
/// only rows are inserted, under a lock on the queue's key alone, which only removing the queue waits for. Its settings
/// are as they were when this is over, and after a refusal it goes on.
/// </remarks>
internal sealed class CallerEnqueuer(
    PostgresConnections connections,
    PostgresWriter writer,
    Channel channel,
    CallTexts texts,
    OwnSource source,
    TestClock clock)
{
    private const string Savepoint = "asyncps";

    public async Task<IReadOnlyList<long>> EnqueueAsync(
        IReadOnlyList<NewJob> jobs, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var own = Require(transaction);
        await writer.AloneAsync(session => new BulkEnqueuer(session).Prepare(jobs), cancellationToken)
            .ConfigureAwait(false);
        return await Task.Run(() => Enqueue(jobs, own), cancellationToken).ConfigureAwait(false);
    }

    private static string Ask(NpgsqlConnection connection, string text, params string[] values)
    {
        using var command = new NpgsqlCommand(text, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = value });
        }

        return command.ExecuteScalar() as string ?? string.Empty;
    }

    private NpgsqlTransaction Require(DbTransaction transaction)
    {
        var address = connections.Address.Settings;
        // One that has ended still has its connection, and says so only when it is used.
        if (transaction is NpgsqlTransaction { Connection: { } connection } own && !HasEnded(own)
            && connection.Database == (address.Database ?? address.Username)
            && connection.Port == address.Port
            && (address.Host ?? string.Empty).Contains(connection.Host ?? "?", StringComparison.OrdinalIgnoreCase))
        {
            return own;
        }

        throw new AsyncEngineException(
            ErrorIds.ArgumentInvalid,
            $"The transaction is not one on the store's database '{connections.Location}', or it has ended. Begin it on a "
                + "connection to the same server and database.");
    }

    private static bool HasEnded(NpgsqlTransaction transaction)
    {
        try
        {
            transaction.Save(Savepoint);
            transaction.Release(Savepoint);
            return false;
        }
        catch (InvalidOperationException)
        {
            return true;
        }
    }

    private IReadOnlyList<long> Enqueue(IReadOnlyList<NewJob> jobs, NpgsqlTransaction transaction)
    {
        try
        {
            transaction.Save(Savepoint);
            try
            {
                var ids = Enqueue(jobs, transaction.Connection!);
                transaction.Release(Savepoint);
                return ids;
            }
            catch (Exception exception) when (exception is AsyncEngineException or PostgresException)
            {
                transaction.Rollback(Savepoint);
                throw;
            }
        }
        catch (Exception exception) when (PostgresErrors.IsDatabase(exception))
        {
            throw PostgresErrors.Translate(exception, connections.Location);
        }
    }

    private IReadOnlyList<long> Enqueue(IReadOnlyList<NewJob> jobs, NpgsqlConnection connection)
    {
        var path = Ask(connection, "select current_setting('search_path')");
        Ask(connection, "select set_config('search_path', $1, true)", connections.Path);
        using var database = new PostgresDatabase(connection);
        var session = new PostgresSession(database, texts, source, clock, connections.Location);
        LockQueues(jobs, database);
        var ids = new BulkEnqueuer(session).Enqueue(jobs);
        session.Finish(isCallers: true);
        database.Flush();
        Ask(connection, "select pg_notify($1, 'caller')", channel.Name);
        Ask(connection, "select set_config('search_path', $1, true)", path);
        return ids;
    }

    private static void LockQueues(IReadOnlyList<NewJob> jobs, PostgresDatabase database)
    {
        foreach (var queue in jobs.Select(job => job.Queue).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            using var keep = database.Use(PostgresSql.QueueKeep);
            keep.Bind("name_key", Relational.Name.KeyOf(queue));
            keep.Run();
        }
    }
}
