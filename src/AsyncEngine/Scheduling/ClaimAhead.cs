namespace AsyncEngine.Scheduling;

/// <summary>
/// How many jobs an agent may claim beyond its free threads: as many as its threads will have run within the allowed
/// time, by what jobs took so far. Starts at none. Not thread-safe; guarded by its owner.
/// </summary>
internal sealed class ClaimAhead(TimeSpan allowed)
{
    // More than this brings nothing: a turn of this many jobs already spends far more time on them than on its commit.
    private const int MaxJobs = 1_000;
    private const long MaxBytes = 16 << 20;

    // Short jobs lower the average slowly, long ones raise it at once: claiming too few costs little.
    private const double Down = 0.05;
    private const double Up = 0.5;

    private double _averageTicks;
    private double _averageBytes;
    private long _seen;

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
        return (int)Math.Min(Math.Min(byTime, byBytes), Math.Min(_seen * 2, MaxJobs));
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
