using System.Diagnostics;
using AsyncEngine.Storage.Relational.Writing;
using AsyncEngine.Storage.Sqlite.Connections;
using AsyncEngine.Storage.Sqlite.Signals;

namespace AsyncEngine.Storage.Sqlite.Writing;

/// <summary>
/// The one thread of a store object that writes. All verbs that wait are written in one transaction, so that the disk
/// is waited for once (docs/adr/0003).
/// </summary>
/// <remarks>
/// If anything fails but a verb that is refused, the whole group is rolled back and its verbs are written one by one, each
/// with a verdict of its own.
/// </remarks>
internal sealed class SqliteWriter : IVerbWriter, IAsyncDisposable
{
    private const int MaxGroupWeight = 5_000;
    private const int MaxWaiting = 2_048;

    private readonly StoreFile _file;
    private readonly SqliteConnections _connections;
    private readonly TurnLock _turn;
    private readonly SemaphoreSlim _room = new(MaxWaiting);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly WaitingLine _line = new();
    private readonly StandingTurns _standing = new();

    // Touched by the writer's thread alone.
    private readonly SqliteDatabase _database;
    private readonly SqliteSession _session;
    private readonly WriteGroup _group;
    private readonly Siblings _siblings = new();
    private readonly ForeignWrites _foreign;

    public SqliteWriter(
        StoreFile file,
        SqliteConnections connections,
        TurnLock turn,
        FileSignals signals,
        SqliteDatabase database,
        SqliteSession session)
    {
        _file = file;
        _connections = connections;
        _turn = turn;
        _database = database;
        _session = session;
        _group = new WriteGroup(database, session, MaxGroupWeight);

        // This may have to wait for a process that closes the file. From then on turns are given by the turn lock: the
        // library's own waiting would starve (docs/adr/0003).
        _foreign = new ForeignWrites(file, database, signals, wake: _line.Ring, knock: _line.Knock);
        database.SetBusyTimeout(TimeSpan.Zero);
        new Thread(Loop) { IsBackground = true, Name = "AsyncEngine writer" }.Start();
    }

    /// <inheritdoc/>
    /// <remarks>Waits for room when too many wait already.</remarks>
    public Task<T> RunAsync<T>(Func<WriteSession, T> body, int weight, CancellationToken cancellationToken) =>
        RunAsync(new WriteOperation<T>(body, weight, cancellationToken), cancellationToken);

    /// <summary>
    /// The same for a verb that gives agents nothing to claim but by putting jobs in line or freeing slots: they are woken
    /// only if it has done so.
    /// </summary>
    public Task<T> RunCountedAsync<T>(Func<WriteSession, T> body, int weight, CancellationToken cancellationToken) =>
        RunAsync(new WriteOperation<T>(body, weight, cancellationToken) { IsCounted = true }, cancellationToken);

    /// <summary>
    /// Writes, without waiting for room. The task is over on the writer's own thread: whoever blocks for it needs no
    /// thread of the pool.
    /// </summary>
    public Task<T> RunAtOnceAsync<T>(Func<WriteSession, T> body, int weight, CancellationToken cancellationToken)
    {
        var operation = new WriteOperation<T>(body, weight, cancellationToken);
        _line.Add(operation);
        return operation.Task;
    }

    /// <summary>Has a turn wait for a write that has a job for it.</summary>
    /// <param name="claim">Claims in the transaction of that write; null when there is nothing for it.</param>
    public StandingTurn Stand(Func<WriteSession, TurnResult?> claim)
    {
        var turn = new StandingTurn(_standing, claim);
        _standing.Add(turn);
        return turn;
    }

    /// <summary>Writes what waits, then ends the thread and closes the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        _line.Close();
        await _ended.Task.ConfigureAwait(false);
    }

    private async Task<T> RunAsync<T>(WriteOperation<T> operation, CancellationToken cancellationToken)
    {
        CallerTransaction.RefuseIfOpen(_file.Path);
        await _room.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _line.Add(operation);
            return await operation.Task.ConfigureAwait(false);
        }
        finally
        {
            _room.Release();
        }
    }

    private void Loop()
    {
        while (AwaitWork())
        {
            _line.MoveTo(_group);
            var begun = Stopwatch.GetTimestamp();
            Write();
            _siblings.Note(_group.Count, Stopwatch.GetElapsedTime(begun));
            _group.Clear();
        }

        _foreign.Dispose();
        Close();
        _ended.SetResult();
    }

    /// <returns>Whether there is something to write; false at the end.</returns>
    private bool AwaitWork()
    {
        while (_line.Count == 0)
        {
            if (_line.IsOver)
            {
                return false;
            }

            if (!_line.Wait(_foreign.UntilLook()))
            {
                _foreign.Look();
            }
        }

        return true;
    }

    private void Write()
    {
        try
        {
            WriteTogether(_group);
        }
        catch (Exception) when (_group.Count > 1)
        {
            // Which one it was, and whether it fails again, shows when each is written alone.
            Undo();
            foreach (var operation in _group.Operations)
            {
                WriteAlone(operation);
            }
        }
        catch (Exception exception)
        {
            Undo();
            _group.Fail(Explain(exception));
        }
    }

    private void WriteAlone(WriteOperation operation)
    {
        var alone = new WriteGroup(_database, _session, maxWeight: 0);
        alone.Add(operation);
        try
        {
            WriteTogether(alone);
        }
        catch (Exception exception)
        {
            Undo();
            operation.Fail(Explain(exception));
        }
    }

    /// <summary>Writes a group in one transaction and answers it.</summary>
    private void WriteTogether(WriteGroup group)
    {
        if (group.Count == 0)
        {
            return;
        }

        _connections.ThrowIfGone();
        if (!_turn.TryEnter(_database.TryBegin))
        {
            group.Fail(
                new AsyncEngineException(ErrorIds.StoreBusy, SqliteErrors.Busy(_file.Path)) { Target = _file.Path });
            return;
        }

        _foreign.Look();
        _session.Begin();
        group.Execute();
        Gather(group);
        if (!_standing.TryClaim(_session))
        {
            Undo();
            group.Restart();
            WriteTogether(group);
            return;
        }

        Commit(group);
        group.Answer();
    }

    /// <summary>Waits for those that are expected to join, and executes them as they come.</summary>
    private void Gather(WriteGroup group)
    {
        var begun = Stopwatch.GetTimestamp();
        while (!group.IsFull && _siblings.AreExpected(group.Count, Stopwatch.GetElapsedTime(begun)))
        {
            if (_line.MoveTo(group))
            {
                group.Execute();
            }
            else
            {
                Thread.Yield();
            }
        }
    }

    private void Commit(WriteGroup group)
    {
        if (!_session.Finish())
        {
            // Nothing was changed: no need to wait for the disk, nor to wake anybody.
            _database.Rollback();
            return;
        }

        _connections.ThrowIfGone();
        _database.Commit();
        _standing.Committed();
        _foreign.Committed(isWork: _session.GaveWork || !group.IsCounted);
    }

    private Exception Explain(Exception exception) =>
        exception is SqliteFailure failure ? SqliteErrors.Translate(failure, _file.Path) : exception;

    private void Undo()
    {
        try
        {
            _database.Rollback();
        }
        catch (SqliteFailure)
        {
            // The library has undone it by itself, or refuses to begin anew: whoever writes next is told.
        }

        _session.Forget();
        _standing.RolledBack(_session);
    }

    private void Close()
    {
        try
        {
            // The last one out leaves a single file behind.
            _database.Execute("pragma wal_checkpoint(truncate)");
        }
        catch (SqliteFailure)
        {
            // Another connection reads: the log stays, and the next one to close empties it.
        }

        _database.Dispose();
    }
}
