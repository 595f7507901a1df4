using AsyncEngine.Storage;
using Engine = AsyncEngine.Jobs;

namespace AsyncPS.Commands;

/// <summary>The bars of a wait: one for all of its jobs, one below for each running job that tells its progress.</summary>
/// <param name="cmdlet">Who shows them.</param>
/// <param name="store">The jobs' store.</param>
/// <param name="wait">The wait.</param>
/// <param name="showsEach">False: only the one for all. The jobs' own bars are seen otherwise.</param>
internal sealed class WaitProgress(Cmdlet cmdlet, IStore store, JobWait wait, bool showsEach)
{
    /// <summary>How often the bars move.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private const int MainBar = 1;
    private const int MostBars = 5;
    private const int Examined = 50;

    private readonly Dictionary<long, ProgressRecord> _bars = [];
    private TimeSpan _shownAt;
    private bool _shown;

    /// <summary>Not for waits that are over at once, and then not more often than a person can read.</summary>
    public bool IsDue => wait.Elapsed - _shownAt >= Interval;

    /// <summary>Reads what the bars show.</summary>
    public async Task<IReadOnlyList<JobRecord>> ReadAsync(CancellationToken cancellationToken)
    {
        await wait.LookAsync(all: true, cancellationToken).ConfigureAwait(false);
        var first = wait.Open.Take(Examined).ToArray();
        var records = await store.Jobs.GetAsync(first, cancellationToken).ConfigureAwait(false);
        return [.. records.OfType<JobRecord>().Where(record => record.Status == Engine.JobStatus.Active)];
    }

    public void Show(IReadOnlyList<JobRecord> running)
    {
        _shownAt = wait.Elapsed;
        _shown = true;
        cmdlet.WriteProgress(Main(running.Count));
        var reporting = running.Where(job => job.Progress is not null).Take(showsEach ? MostBars : 0).ToDictionary(job => job.Id);
        foreach (var gone in _bars.Keys.Except(reporting.Keys).ToArray())
        {
            _bars.Remove(gone, out var bar);
            Finish(bar!); // It was among the keys.
        }

        foreach (var (id, job) in reporting)
        {
            cmdlet.WriteProgress(_bars[id] = Bar(job, job.Progress!)); // Only such that have progress.
        }
    }

    /// <summary>Takes the bars away.</summary>
    public void Complete()
    {
        if (!_shown)
        {
            return;
        }

        foreach (var bar in _bars.Values)
        {
            Finish(bar);
        }

        Finish(Main(0));
    }

    private ProgressRecord Main(int running) => new(
        MainBar,
        wait.Total == 1 ? $"Waiting for job {(wait.Open.Count == 1 ? wait.Open[0] : "")}" : $"Waiting for {wait.Total} jobs",
        $"{wait.Finished} of {wait.Total} finished, {running} running")
    {
        PercentComplete = (int)(100L * wait.Finished / Math.Max(1, wait.Total)),
        SecondsRemaining = wait.Finished == 0
            ? -1
            : (int)Math.Min(int.MaxValue, wait.Elapsed.TotalSeconds / wait.Finished * wait.Open.Count),
    };

    private static ProgressRecord Bar(JobRecord job, Engine.JobProgress progress) => new(
        // Ids of bars are ints: any that differs from its neighbours' will do.
        MainBar + 1 + (int)(job.Id % (int.MaxValue - 2)),
        $"Job {JobTitle.Of(job.Id, job.Name)}: {progress.Activity}",
        string.IsNullOrEmpty(progress.Status) ? "running" : progress.Status)
    {
        ParentActivityId = MainBar,
        PercentComplete = Math.Clamp(progress.PercentComplete, -1, 100),
        SecondsRemaining = progress.SecondsRemaining,
    };

    private void Finish(ProgressRecord bar)
    {
        bar.RecordType = ProgressRecordType.Completed;
        cmdlet.WriteProgress(bar);
    }
}
