using AsyncEngine.Storage.Postgres.Connections;
using AsyncEngine.Storage.Postgres.Signals;
using AsyncEngine.Storage.Relational.Connections;
using AsyncEngine.Storage.Relational.Reads;
using AsyncEngine.Storage.Relational.Writing;
using Npgsql;

namespace AsyncEngine.Storage.Postgres.Writing;

/// <summary>
/// Runs verbs in transactions. A verb that looks before it writes is alone in the store for that time; many that touch
/// only what is theirs run at once, none of them beside a lonely one (docs/adr).
/// </summary>
internal sealed class PostgresWriter(
    PostgresConnections connections, PostgresSignal signal, CallTexts texts, OwnSource source, TestClock clock)
    : IVerbWriter, IDisposable
{
    private const int MostTries = 6;
    private const int MostAtOnce = 16;

    private readonly VerbThreads _threads = new(MostAtOnce);

    public Task<T> RunAsync<T>(Func<WriteSession, T> body, int weight, CancellationToken cancellationToken) =>
        AloneAsync(body, cancellationToken);

    public Task<T> RunAtOnceAsync<T>(Func<WriteSession, T> body, int weight, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return _threads.RunAtOnceAsync(() => Run(PostgresSql.SessionBegin, body));
    }

    /// <summary>
    /// As <see cref="RunAtOnceAsync{T}(Func{WriteSession, T}, int, CancellationToken)"/>, for a verb that mostly touches
    /// only what is its own: it says null when it does not. Of what it wrote then only this process learns.
    /// </summary>
    public Task<T> ShareAtOnceAsync<T>(Func<PostgresSession, T?> shared, Func<PostgresSession, T> alone)
        where T : class =>
        _threads.RunAtOnceAsync(() => Run(PostgresSql.SessionShare, shared, isQuiet: true) ?? Run(PostgresSql.SessionBegin, alone));

    /// <summary>Runs a verb alone.</summary>
    public Task<T> AloneAsync<T>(Func<PostgresSession, T> body, CancellationToken cancellationToken) =>
        _threads.RunAsync(() => Run(PostgresSql.SessionBegin, body), cancellationToken);

    /// <summary>Runs a verb that touches only what nobody else touches but lonely verbs.</summary>
    public Task<T> ShareAsync<T>(
        Func<PostgresSession, T> body, CancellationToken cancellationToken, Change change = Change.Any) =>
        _threads.RunAsync(() => Share(body, change), cancellationToken);

    /// <summary>
    /// As <see cref="ShareAsync"/>, in the caller's thread, for what may do without a session (<see cref="InSession"/>):
    /// it gives what is to be asked for the result once all is committed.
    /// </summary>
    public T Share<T>(Func<PostgresDatabase, Func<T>> body, Change change) =>
        Run(PostgresSql.SessionShare, body, change, isQuiet: false);

    /// <summary>Runs a part of a transaction that needs a session, to its end.</summary>
    public Func<T> InSession<T>(PostgresDatabase database, Func<PostgresSession, T> body)
    {
        var session = new PostgresSession(database, texts, source, clock, connections.Location);
        var result = body(session);
        session.Finish();
        return () =>
        {
            source.Keep(session.Source.Known);
            return result;
        };
    }

    public void Dispose() => _threads.Dispose();

    private T Share<T>(Func<PostgresSession, T> body, Change change) => Run(PostgresSql.SessionShare, body, change);

    private T Run<T>(
        SqlText begin, Func<PostgresSession, T> body, Change change = Change.Any, bool isQuiet = false) =>
        Run(begin, database => InSession(database, body), change, isQuiet);

    private T Run<T>(SqlText begin, Func<PostgresDatabase, Func<T>> body, Change change, bool isQuiet)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return connections.Use(Purpose.Write, connection => RunOnce(connection, begin, body, change, isQuiet));
            }
            catch (Exception exception) when (PostgresErrors.IsConflict(exception) && tries < MostTries)
            {
                // One of two that waited for each other was undone by the server: nothing was written.
                PostgresErrors.PauseAsync(tries).GetAwaiter().GetResult();
            }
            catch (Exception exception) when (PostgresErrors.IsDatabase(exception))
            {
                throw PostgresErrors.Translate(exception, connections.Location);
            }
        }
    }

    private T RunOnce<T>(
        NpgsqlConnection connection, SqlText begin, Func<PostgresDatabase, Func<T>> body, Change change, bool isQuiet)
    {
        using var transaction = connection.BeginTransaction();
        using var database = new PostgresDatabase(connection);
        connections.Begin(database, begin);
        var result = body(database);
        var notice = !isQuiet && database.MayHaveChanged ? signal.TakeNotice(change) : null;
        database.Commit(notice);
        if (database.TotalChanges > 0)
        {
            signal.Raise(change, isTold: isQuiet || notice is not null);
        }

        return result();
    }
}
