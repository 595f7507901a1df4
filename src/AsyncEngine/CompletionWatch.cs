using AsyncEngine.Storage;

namespace AsyncEngine;

/// <summary>
/// Waits for jobs to be completed: one look at the store for all that wait, each time the store says that jobs may have
/// ended. Costs nothing while nobody waits.
/// </summary>
internal sealed class CompletionWatch(IStore store)
{
    private const int BatchSize = 500;

    // How long to trust the signal before looking anyway, and how long to let a busy or lost store alone.
    private static readonly TimeSpan SafetyInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan OutageInterval = TimeSpan.FromMilliseconds(500);

    private readonly object _gate = new();
    private readonly Dictionary<long, List<TaskCompletionSource>> _waiters = [];
    private bool _watching;

    /// <summary>Completes when the job is completed. <c>JobNotFound</c> when it is not there, or no longer.</summary>
    public async Task WaitAsync(long jobId, CancellationToken cancellationToken)
    {
        var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Add(jobId, waiter);
        try
        {
            // The watch may have looked before this waiter came, and may then wait for the next change: so this one
            // looks by itself, after it was added.
            await LookAsync([jobId], cancellationToken).ConfigureAwait(false);
            await waiter.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Remove(jobId, waiter);
            _ = waiter.Task.Exception; // told above, by whichever look failed first
        }
    }

    public static AsyncEngineException NotFound(long jobId) =>
        new(ErrorIds.JobNotFound, $"There is no job {jobId} in this store. It may have been removed.")
        {
            Target = jobId,
        };

    private void Add(long jobId, TaskCompletionSource waiter)
    {
        lock (_gate)
        {
            if (!_waiters.TryGetValue(jobId, out var waiters))
            {
                _waiters.Add(jobId, waiters = []);
            }

            waiters.Add(waiter);
            if (!_watching)
            {
                _watching = true;
                var seen = store.Signal.Ends.Version;
                _ = Task.Run(() => WatchAsync(seen));
            }
        }
    }

    private void Remove(long jobId, TaskCompletionSource waiter)
    {
        lock (_gate)
        {
            if (_waiters.TryGetValue(jobId, out var waiters) && waiters.Remove(waiter) && waiters.Count == 0)
            {
                _waiters.Remove(jobId);
            }
        }
    }

    /// <param name="seen">The last change that the first waiter, who looks by itself, will have seen.</param>
    private async Task WatchAsync(long seen)
    {
        while (true)
        {
            long[] ids = [];
            try
            {
                await store.Signal.Ends.WaitAsync(seen, SafetyInterval, CancellationToken.None).ConfigureAwait(false);
                seen = store.Signal.Ends.Version;
                lock (_gate)
                {
                    if (_waiters.Count == 0)
                    {
                        _watching = false;
                        return;
                    }

                    ids = [.. _waiters.Keys];
                }

                foreach (var batch in ids.Chunk(BatchSize))
                {
                    await LookAsync(batch, CancellationToken.None).ConfigureAwait(false);
                }
            }
            catch (AsyncEngineException exception)
                when (exception.ErrorId is ErrorIds.StoreUnavailable or ErrorIds.StoreBusy)
            {
                await Task.Delay(OutageInterval, TimeProvider.System).ConfigureAwait(false);
                seen = long.MinValue;
            }
#pragma warning disable CA1031 // Whatever it is, those who wait have to hear of it.
            catch (Exception exception)
            {
                Fail(ids, exception);
            }
#pragma warning restore CA1031
        }
    }

    private async Task LookAsync(long[] ids, CancellationToken cancellationToken)
    {
        var statuses = await store.Jobs.GetStatusAsync(ids, cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < ids.Length; i++)
        {
            var id = ids[i];
            if (statuses[i] is null)
            {
                ForEach(id, waiter => waiter.TrySetException(NotFound(id)));
            }
            else if (statuses[i] == JobStatus.Completed)
            {
                ForEach(id, waiter => waiter.TrySetResult());
            }
        }
    }

    private void Fail(long[] ids, Exception exception)
    {
        foreach (var id in ids)
        {
            ForEach(id, waiter => waiter.TrySetException(exception));
        }
    }

    private void ForEach(long id, Action<TaskCompletionSource> act)
    {
        lock (_gate)
        {
            if (_waiters.Remove(id, out var waiters))
            {
                waiters.ForEach(act);
            }
        }
    }
}
