namespace AsyncEngine.Scheduling;

/// <summary>
/// Goes off once, however far away that is: the timers of .NET refuse more than 49 days, so a longer time is waited for
/// in parts.
/// </summary>
internal sealed class LongTimer : IDisposable
{
    /// <summary>The longest time, in whole days, that one timer can wait.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(49);

    private readonly ITimer _timer;
    private readonly Action _onDue;
    private TimeSpan _left;

    /// <param name="time">The clock.</param>
    /// <param name="due">How long from now.</param>
    /// <param name="onDue">What is done then, on a thread of the pool.</param>
    public LongTimer(TimeProvider time, TimeSpan due, Action onDue)
    {
        _onDue = onDue;
        _left = due;
        _timer = time.CreateTimer(_ => Elapsed(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Next();
    }

    /// <summary>As much of a time as one timer can wait.</summary>
    public static TimeSpan Part(TimeSpan time) => time < Longest ? time : Longest;

    public void Dispose() => _timer.Dispose();

    private void Elapsed()
    {
        if (_left > TimeSpan.Zero)
        {
            Next();
        }
        else
        {
            _onDue();
        }
    }

    private void Next()
    {
        var part = Part(_left);
        _left -= part;
        _timer.Change(part, Timeout.InfiniteTimeSpan);
    }
}
