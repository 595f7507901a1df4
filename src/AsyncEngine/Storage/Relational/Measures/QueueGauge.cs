namespace AsyncEngine.Storage.Relational.Measures;

/// <summary>Counts one queue's jobs as their rows go by.</summary>
internal sealed class QueueGauge
{
    private readonly long[] _outcomes = new long[4];
    private readonly DurationSketch _wait = new();
    private readonly DurationSketch _run = new();
    private readonly DurationSketch _succeeded = new();
    private readonly DurationSketch _failed = new();
    private readonly DurationSketch _active = new();
    private long _added;

    public void Added() => _added++;

    public void Completed(CompletedRow row)
    {
        _outcomes[(int)row.Outcome]++;
        if (row.StartedAt is not { } started)
        {
            return;
        }

        _wait.Add(started - Math.Max(row.CreatedAt, row.BeginAfter ?? row.CreatedAt), row.Id);
        var ran = row.EndedAt - started;
        _run.Add(ran, row.Id);
        if (row.Outcome == JobOutcome.Succeeded)
        {
            _succeeded.Add(ran, row.Id);
        }
        else if (row.Outcome == JobOutcome.Failed)
        {
            _failed.Add(ran, row.Id);
        }
    }

    public void Active(long id, long ran) => _active.Add(ran, id);

    /// <summary>What was counted, beside what the queue holds.</summary>
    public QueueStatistics Read(QueueStatistics holdings) => holdings with
    {
        Added = _added,
        Succeeded = _outcomes[(int)JobOutcome.Succeeded],
        Failed = _outcomes[(int)JobOutcome.Failed],
        Cancelled = _outcomes[(int)JobOutcome.Cancelled],
        Wait = _wait.Read(),
        Run = _run.Read(),
        SucceededRun = _succeeded.Read(),
        FailedRun = _failed.Read(),
        ActiveRun = _active.Read(),
    };
}
