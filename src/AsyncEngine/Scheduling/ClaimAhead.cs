namespace AsyncEngine.Scheduling;

/// <summary>
/// How many jobs an agent may claim beyond its free threads: as many as its threads will have run within the allowed
/// time, by what jobs took so far. Starts at none. Not thread-safe; guarded by its owner.
/// </summary>
/// <remarks>
/// Those with quotas keep their slots from others while they wait. So they are fewer, only when jobs are so short that a
/// turn takes longer than a job, and no more than lately were begun in time on this machine (docs/adr/0023).
/// </remarks>
internal sealed class ClaimAhead(TimeSpan allowed)
{
    // More than this brings nothing: a turn of this many jobs already spends far more time on them than on its commit.
    private const int MaxJobs = 1_000;
    private const long MaxBytes = 16 << 20;

    // So many times as many as were seen to end, so that a few jobs do not speak for a thousand.
    private const int Growth = 8;

    // Short jobs lower the average slowly, long ones raise it at once: claiming too few costs little.
    private const double Down = 0.05;
    private const double Up = 0.5;

    // Of the allowed time: how much work with quotas may wait, and how long a short job takes at most.
    private const double SlotsShare = 0.4;
    private const double ShortShare = 0.04;
    private const int FewestSlots = 4;

    private double _averageTicks;
    private double _averageBytes;
    private long _seen;
    private int _slots = FewestSlots;

    /// <summary>Tells how long jobs took.</summary>
    /// <param name="count">How many.</param>
    /// <param name="total">All of them together.</param>
    public void Took(int count, TimeSpan total)
    {
        if (count > 0)
        {
            _averageTicks = Moved(_averageTicks, total.Ticks / (double)count, count);
            _seen += count;
        }
    }

    /// <summary>Tells that a job is still running after so long.</summary>
    public void IsTaking(TimeSpan elapsed) => _averageTicks = Math.Max(_averageTicks, elapsed.Ticks);

    /// <summary>Tells how large the arguments of claimed jobs were.</summary>
    public void Weighed(int count, long bytes)
    {
        if (count > 0)
        {
            _averageBytes = Moved(_averageBytes, bytes / (double)count, count);
        }
    }

    /// <summary>A job with quotas that was claimed ahead began in time.</summary>
    public void BeganInTime() => _slots = Math.Min(_slots + 1, MaxJobs);

    /// <summary>Jobs with quotas that were claimed ahead had to go back, because they waited too long.</summary>
    /// <param name="longest">How long the longest job is running.</param>
    public void WereTooMany(TimeSpan longest)
    {
        _slots = Math.Max(_slots / 2, FewestSlots);
        IsTaking(longest);
    }

    /// <summary>How many jobs with quotas may wait for a thread.</summary>
    /// <param name="threads">How many threads there are to run them.</param>
    public int SlotLimit(int threads) => _averageTicks > allowed.Ticks * ShortShare
        ? 0
        : (int)Math.Min(Math.Min(Limit(threads), _slots), allowed.Ticks * SlotsShare * threads / Math.Max(_averageTicks, 1));

    /// <summary>How many jobs may wait for a thread.</summary>
    /// <param name="threads">How many threads there are to run them.</param>
    public int Limit(int threads)
    {
        if (_seen == 0 || allowed <= TimeSpan.Zero)
        {
            return 0;
        }

        var byTime = allowed.Ticks * threads / Math.Max(_averageTicks, 1);
        var byBytes = MaxBytes / Math.Max(_averageBytes, 1);
        return (int)Math.Min(Math.Min(byTime, byBytes), Math.Min(_seen * Growth, MaxJobs));
    }

    private double Moved(double average, double value, int count)
    {
        if (_seen == 0)
        {
            return value;
        }

        var weight = value > average ? Up : 1 - Math.Pow(1 - Down, count);
        return average + ((value - average) * weight);
    }
}
