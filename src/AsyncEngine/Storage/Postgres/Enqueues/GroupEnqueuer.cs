using AsyncEngine.Storage.Postgres.Connections;
using AsyncEngine.Storage.Postgres.Signals;
using AsyncEngine.Storage.Postgres.Writing;
using Npgsql;

namespace AsyncEngine.Storage.Postgres.Enqueues;

/// <summary>
/// Stores small batches, in a thread of its own. Those that come while others are being stored are stored together, in one
/// transaction: sixteen threads that add jobs one by one share its messages and the one write to the server's disk. Who
/// adds alone waits for one message, where all jobs are plain ones.
/// </summary>
/// <remarks>
/// Each batch is refused or stored for itself: when one of a group is refused, nothing of the group was written, and each
/// is stored alone. Thread-safe.
/// </remarks>
internal sealed class GroupEnqueuer(PostgresWriter writer, OwnSource source, TestClock clock) : IAsyncDisposable
{
    /// <summary>What is larger pays for its own transaction, and would keep others waiting.</summary>
    public const int MostInBatch = 100;

    private const int MostInGroup = 1_000;

    private readonly object _gate = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Guarded by the gate.
    private readonly Queue<AddedBatch> _waiting = new();
    private bool _isRunning;
    private bool _isClosing;

    // Touched by the thread alone: whether several batches came together the last time.
    private bool _isBusy = true;

    public Task<IReadOnlyList<long>> EnqueueAsync(IReadOnlyList<NewJob> jobs, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var batch = new AddedBatch(jobs);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isClosing, typeof(AsyncStore));
            _waiting.Enqueue(batch);
            if (!_isRunning)
            {
                _isRunning = true;
                new Thread(Loop) { IsBackground = true, Name = "AsyncEngine adds" }.Start();
            }

            Monitor.Pulse(_gate);
        }

        return batch.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Stores what waits, then ends the thread.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _isClosing = true;
            Monitor.Pulse(_gate);
            if (!_isRunning)
            {
                return;
            }
        }

        await _ended.Task.ConfigureAwait(false);
    }

    private void Loop()
    {
        while (WaitForFirst())
        {
            Store([]);
        }

        _ended.SetResult();
    }

    private bool WaitForFirst()
    {
        lock (_gate)
        {
            while (_waiting.Count == 0 && !_isClosing)
            {
                Monitor.Wait(_gate);
            }

            return _waiting.Count > 0;
        }
    }

    /// <summary>Stores a group; an empty one is filled with what waits.</summary>
    private void Store(List<AddedBatch> group)
    {
        try
        {
            var ids = writer.Share(database => Say(database, group), Change.Work)
                ?? writer.Share(database => SayInSteps(database, JobsOf(group)), Change.Work);
            GiveOut(group, ids!);
        }
        catch (Exception exception)
        {
            if (group.Count == 0)
            {
                Take(group);
            }

            if (group.Count > 1 && IsRefusal(exception))
            {
                group.ForEach(batch => Store([batch]));
            }
            else
            {
                group.ForEach(batch => batch.Fail(exception));
            }
        }
    }

    /// <returns>Gives the ids; null: nothing was written, because something that is named is not there yet.</returns>
    private Func<IReadOnlyList<long>?> Say(PostgresDatabase database, List<AddedBatch> group)
    {
        if (group.Count == 0)
        {
            if (_isBusy)
            {
                database.Flush(); // to begin first gives others time to come
            }

            Take(group);
            _isBusy = group.Count > 1;
        }

        var jobs = JobsOf(group);
        return source.Id is { } own && jobs.Length < CopyWriter.Fewest && jobs.All(PlainEnqueuer.IsPlain)
            ? PlainEnqueuer.Post(database, jobs, own, clock.Now)
            : SayInSteps(database, jobs);
    }

    private Func<IReadOnlyList<long>?> SayInSteps(PostgresDatabase database, NewJob[] jobs) =>
        writer.InSession(database, session => new BulkEnqueuer(session).Enqueue(jobs));

    private static NewJob[] JobsOf(List<AddedBatch> group) => [.. group.SelectMany(batch => batch.Jobs)];

    private void Take(List<AddedBatch> group)
    {
        lock (_gate)
        {
            for (var jobs = 0; jobs < MostInGroup && _waiting.TryDequeue(out var batch); jobs += batch.Jobs.Count)
            {
                group.Add(batch);
            }
        }
    }

    private static void GiveOut(List<AddedBatch> group, IReadOnlyList<long> ids)
    {
        var first = 0;
        foreach (var batch in group)
        {
            batch.Done([.. ids.Skip(first).Take(batch.Jobs.Count)]);
            first += batch.Jobs.Count;
        }
    }

    /// <summary>
    /// Whether it is about what was to be stored, so that nothing was: of what befell the server or the way to it that is
    /// not known.
    /// </summary>
    private static bool IsRefusal(Exception exception) =>
        exception.InnerException is not { } inner
        || !PostgresErrors.IsDatabase(inner)
        || inner is PostgresException { SqlState: ['2', '2' or '3', ..] };

    private sealed class AddedBatch(IReadOnlyList<NewJob> jobs)
    {
        private readonly TaskCompletionSource<IReadOnlyList<long>> _done =
            new(TaskCreationOptions.RunContinuationsAsynchronously);

        public IReadOnlyList<NewJob> Jobs => jobs;

        public Task<IReadOnlyList<long>> Task => _done.Task;

        public void Done(IReadOnlyList<long> ids) => _done.SetResult(ids);

        public void Fail(Exception exception) => _done.SetException(exception);
    }
}
