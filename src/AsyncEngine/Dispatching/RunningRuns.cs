using AsyncEngine.Storage;

namespace AsyncEngine.Dispatching;

/// <summary>The runs that go on at this moment. Guarded by its owner.</summary>
internal sealed class RunningRuns
{
    // A call that runs longer than this and is not marked as begun is marked by the next turn.
    private static readonly TimeSpan MarkAfter = TimeSpan.FromMilliseconds(5);

    private readonly HashSet<JobRun> _runs = [];

    public int Count => _runs.Count;

    public void Add(JobRun run) => _runs.Add(run);

    public void Remove(JobRun run) => _runs.Remove(run);

    public IReadOnlyList<JobRun> ToList() => [.. _runs];

    /// <summary>The starts that are to be marked now; and how long the longest run has been going on.</summary>
    public IReadOnlyList<JobStart> TakeStarts(out TimeSpan longest)
    {
        longest = TimeSpan.Zero;
        List<JobStart>? starts = null;
        foreach (var run in _runs)
        {
            var elapsed = run.Elapsed;
            longest = elapsed > longest ? elapsed : longest;
            if (!run.StartIsMarked && elapsed >= MarkAfter)
            {
                run.StartIsMarked = true;
                (starts ??= []).Add(new JobStart(run.Key, run.StartedAt));
            }
        }

        return starts ?? (IReadOnlyList<JobStart>)[];
    }

    /// <summary>When one of them has to be looked at: to mark its start, or because it has become a long one.</summary>
    /// <param name="longRun">What a long one is; null = it does not matter now.</param>
    public TimeSpan? NextCheck(TimeSpan? longRun)
    {
        TimeSpan? next = null;
        foreach (var run in _runs)
        {
            if ((run.StartIsMarked ? longRun : MarkAfter) - run.Elapsed is { } left && !(left >= next))
            {
                next = left > TimeSpan.Zero ? left : TimeSpan.Zero;
            }
        }

        return next;
    }
}
