using AsyncEngine.Storage;
using Engine = AsyncEngine.Jobs;

namespace AsyncPS.Commands;

/// <summary>Waits for jobs to finish, step by step, so that the pipeline's thread can show how far they are.</summary>
internal sealed class JobWait
{
    /// <summary>How many statuses are asked for at once.</summary>
    private const int Portion = 1_000;

    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(20);

    private readonly IStore _store;
    private readonly TimeProvider _clock;
    private readonly long _startedAt;
    private readonly List<long> _open;
    private readonly List<long> _missing = [];

    public JobWait(IStore store, TimeProvider clock, IReadOnlyCollection<long> ids)
    {
        _store = store;
        _clock = clock;
        _startedAt = clock.GetTimestamp();
        _open = [.. ids];
        Total = ids.Count;
    }

    /// <summary>Whether one finished job is enough.</summary>
    public bool Any { get; init; }

    /// <summary>Null = for as long as it takes.</summary>
    public TimeSpan? Timeout { get; init; }

    public int Total { get; }

    /// <summary>Jobs that are not known to have finished.</summary>
    public IReadOnlyList<long> Open => _open;

    /// <summary>Ids that name no job.</summary>
    public IReadOnlyList<long> Missing => _missing;

    public int Finished => Total - _open.Count - _missing.Count;

    public bool TimedOut { get; private set; }

    public TimeSpan Elapsed => _clock.GetElapsedTime(_startedAt);

    /// <summary>Looks, and if it is not over waits for a change.</summary>
    /// <param name="longest">How long this step may take.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Whether it is over.</returns>
    public async Task<bool> StepAsync(TimeSpan longest, CancellationToken cancellationToken)
    {
        // Read before looking: a change that comes between is then not slept through.
        var version = _store.Signal.Ends.Version;
        await LookAsync(Any, cancellationToken).ConfigureAwait(false);
        if (_open.Count == 0 || (Any && Finished > 0))
        {
            return true;
        }

        var left = Timeout is { } timeout ? timeout - Elapsed : longest;
        if (left <= TimeSpan.Zero)
        {
            TimedOut = true;
            return true;
        }

        var slice = left < longest ? left : longest;
        if (await _store.Signal.Ends.WaitAsync(version, slice, cancellationToken).ConfigureAwait(false))
        {
            await PauseAsync(cancellationToken).ConfigureAwait(false);
        }

        return false;
    }

    /// <summary>Looks at jobs that were open.</summary>
    /// <param name="all">
    /// All of them; else from the first on until one is still open, which is enough to know that waiting goes on.
    /// </param>
    /// <param name="cancellationToken">Ends the looking.</param>
    public async Task LookAsync(bool all, CancellationToken cancellationToken)
    {
        var from = 0;
        while (from < _open.Count)
        {
            var ids = _open.GetRange(from, Math.Min(Portion, _open.Count - from));
            var statuses = await _store.Jobs.GetStatusAsync(ids, cancellationToken).ConfigureAwait(false);
            var stillOpen = new List<long>();
            for (var index = 0; index < ids.Count; index++)
            {
                Sort(ids[index], statuses[index], stillOpen);
            }

            _open.RemoveRange(from, ids.Count);
            _open.InsertRange(from, stillOpen);
            from += stillOpen.Count;
            if (!all && stillOpen.Count > 0)
            {
                return;
            }
        }
    }

    private void Sort(long id, Engine.JobStatus? status, List<long> stillOpen)
    {
        if (status is null)
        {
            _missing.Add(id);
        }
        else if (status != Engine.JobStatus.Completed)
        {
            stillOpen.Add(id);
        }
    }

    // On a busy store changes come thousands of times a second. The longer the wait, the less a moment matters.
    private Task PauseAsync(CancellationToken cancellationToken)
    {
        var pause = Elapsed / 50;
        return pause < TimeSpan.FromMilliseconds(1)
            ? Task.CompletedTask
            : Task.Delay(pause < LongestPause ? pause : LongestPause, _clock, cancellationToken);
    }
}
