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
    : IVerbWriter
{
    private const int MostTries = 6;

    public Task<T> RunAsync<T>(Func<WriteSession, T> body, int weight, CancellationToken cancellationToken) =>
        RunAsync(PostgresSql.SessionBegin, session => body(session), cancellationToken);

    public Task<T> RunAtOnceAsync<T>(Func<WriteSession, T> body, int weight, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return RunAtOnceAsync(() => Run(PostgresSql.SessionBegin, body));
    }

    /// <summary>
    /// As <see cref="RunAtOnceAsync{T}(Func{WriteSession, T}, int, CancellationToken)"/>, for a verb that mostly touches
    /// only what is its own: it says null when it does not. Of what it wrote then only this process learns.
    /// </summary>
    public Task<T> ShareAtOnceAsync<T>(Func<PostgresSession, T?> shared, Func<PostgresSession, T> alone)
        where T : class =>
        RunAtOnceAsync(() => Run(PostgresSql.SessionShare, shared, isQuiet: true) ?? Run(PostgresSql.SessionBegin, alone));

    /// <summary>Runs a verb alone.</summary>
    public Task<T> AloneAsync<T>(Func<PostgresSession, T> body, CancellationToken cancellationToken) =>
        RunAsync(PostgresSql.SessionBegin, body, cancellationToken);

    /// <summary>Runs a verb that touches only what nobody else touches but lonely verbs.</summary>
    public Task<T> ShareAsync<T>(Func<PostgresSession, T> body, CancellationToken cancellationToken) =>
        RunAsync(PostgresSql.SessionShare, body, cancellationToken);

    private Task<T> RunAtOnceAsync<T>(Func<T> run)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() => RunAtOnce(run, done)) { IsBackground = true, Name = "AsyncEngine ping" };
        thread.Start();
        return done.Task;
    }

    private void RunAtOnce<T>(Func<T> run, TaskCompletionSource<T> done)
    {
        try
        {
            done.SetResult(run());
        }
        catch (Exception exception)
        {
            done.SetException(PostgresErrors.IsDatabase(exception)
                ? PostgresErrors.Translate(exception, connections.Location)
                : exception);
        }
    }

    private async Task<T> RunAsync<T>(
        SqlText begin, Func<PostgresSession, T> body, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return await TryAsync(begin, body).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<T> TryAsync<T>(SqlText begin, Func<PostgresSession, T> body)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await Task.Run(() => Run(begin, body)).ConfigureAwait(false);
            }
            catch (Exception exception) when (PostgresErrors.IsConflict(exception) && tries < MostTries)
            {
                // One of two that waited for each other was undone by the server: nothing was written.
                await PostgresErrors.PauseAsync(tries).ConfigureAwait(false);
            }
            catch (Exception exception) when (PostgresErrors.IsDatabase(exception))
            {
                throw PostgresErrors.Translate(exception, connections.Location);
            }
        }
    }

    private T Run<T>(SqlText begin, Func<PostgresSession, T> body, bool isQuiet = false)
    {
        using var connection = connections.Open();
        using var transaction = connection.BeginTransaction();
        using var database = new PostgresDatabase(connection);
        connections.Begin(database, begin);
        var session = new PostgresSession(database, texts, source, clock, connections.Location);
        var before = database.TotalChanges;
        var result = body(session);
        session.Finish();
        transaction.Commit();
        source.Keep(session.Source.Known);
        if (database.TotalChanges != before)
        {
            signal.Raise(isQuiet);
        }

        return result;
    }
}
