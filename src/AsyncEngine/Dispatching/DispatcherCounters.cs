namespace AsyncEngine.Dispatching;

/// <summary>What a dispatcher counts. Each number stands for itself; they are not read at one moment.</summary>
internal sealed class DispatcherCounters
{
    private long _started;
    private long _succeeded;
    private long _failed;
    private long _cancelled;
    private long _putBack;
    private long _interrupted;
    private long _reassigned;
    private long _abandoned;
    private long _callbacks;
    private long _waits;

    public void Started() => Interlocked.Increment(ref _started);

    /// <summary>A job's call returned a job.</summary>
    public void Waits() => Interlocked.Increment(ref _waits);

    public void Callback() => Interlocked.Increment(ref _callbacks);

    /// <summary>A job went back because it was told to end.</summary>
    public void Interrupted() => Interlocked.Increment(ref _interrupted);

    public void Reassigned() => Interlocked.Increment(ref _reassigned);

    public void Abandoned() => Interlocked.Increment(ref _abandoned);

    /// <summary>A job was settled with this outcome; null = it went back to its queue.</summary>
    public void Settled(JobOutcome? outcome)
    {
        switch (outcome)
        {
            case JobOutcome.Succeeded:
                Interlocked.Increment(ref _succeeded);
                break;
            case JobOutcome.Failed:
                Interlocked.Increment(ref _failed);
                break;
            case JobOutcome.Cancelled:
                Interlocked.Increment(ref _cancelled);
                break;
            default:
                Interlocked.Increment(ref _putBack);
                break;
        }
    }

    public DispatcherStatistics Read() => new()
    {
        Started = Interlocked.Read(ref _started),
        Succeeded = Interlocked.Read(ref _succeeded),
        Failed = Interlocked.Read(ref _failed),
        Cancelled = Interlocked.Read(ref _cancelled),
        PutBack = Interlocked.Read(ref _putBack),
        Interrupted = Interlocked.Read(ref _interrupted),
        Reassigned = Interlocked.Read(ref _reassigned),
        Abandoned = Interlocked.Read(ref _abandoned),
        Callbacks = Interlocked.Read(ref _callbacks),
        Waits = Interlocked.Read(ref _waits),
    };
}
