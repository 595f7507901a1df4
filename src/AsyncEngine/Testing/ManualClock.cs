namespace AsyncEngine.Testing;

/// <summary>
/// A clock that stands still until it is moved, with the timers that hang on it (R251). Thread-safe. A store that is
/// opened with it, and the dispatchers on that store, know no other time.
/// </summary>
/// <remarks>
/// Moving it fires what is due and returns; what that sets going runs on other threads.
/// <see cref="AsyncTestStore.StepAsync(TimeSpan, CancellationToken)"/> also waits for that, so prefer it.
/// </remarks>
/// <param name="now">The moment at which it stands at first.</param>
public sealed class ManualClock(DateTimeOffset now) : TimeProvider
{
    private readonly object _gate = new();

    // Guarded by _gate. Timers go by what has passed, which only grows; the clock itself may be set back.
    private readonly HashSet<ManualTimer> _timers = [];
    private DateTimeOffset _origin = now.ToUniversalTime();
    private TimeSpan _passed;
    private long _order;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>The nearest moment at which a timer fires; null when none is set.</summary>
    internal DateTimeOffset? NextTimer
    {
        get
        {
            lock (_gate)
            {
                return FindNext_NeedsLock() is { Due: { } due } ? _origin + due : null;
            }
        }
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _origin + _passed;
        }
    }

    /// <inheritdoc/>
    public override long GetTimestamp()
    {
        lock (_gate)
        {
            return _passed.Ticks;
        }
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock on; timers that become due fire in the order of their times, each at its own (R252).</summary>
    /// <param name="time">How far. Not negative.</param>
    public void Advance(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        TimeSpan target;
        lock (_gate)
        {
            target = _passed + time;
        }

        while (TakeDue(target) is { } timer)
        {
            timer.Fire();
        }
    }

    /// <summary>
    /// Sets the clock (R254). Forward it is moved; back it is set as a person sets a clock that was wrong: timers keep
    /// what is left of their time.
    /// </summary>
    /// <param name="moment">What it shows then.</param>
    public void Set(DateTimeOffset moment)
    {
        TimeSpan ahead;
        lock (_gate)
        {
            ahead = moment - (_origin + _passed);
            if (ahead < TimeSpan.Zero)
            {
                _origin += ahead;
                return;
            }
        }

        Advance(ahead);
    }

    /// <summary>
    /// Shows a later moment at once. What is due wakes and finds that moment, and none on the way: threads that wake one
    /// after the other must not see the time pass between them.
    /// </summary>
    internal void Jump(DateTimeOffset moment)
    {
        lock (_gate)
        {
            var target = moment - _origin;
            _passed = target > _passed ? target : _passed;
        }

        Advance(TimeSpan.Zero);
    }

    internal void Plan(ManualTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (_gate)
        {
            timer.Order = _order++;
            timer.Period = period > TimeSpan.Zero ? period : null;
            timer.Due = dueTime < TimeSpan.Zero ? null : _passed + dueTime;
            _timers.Add(timer);
        }

        if (dueTime == TimeSpan.Zero)
        {
            // As with the system's clock, what is due at once waits for nobody.
            ThreadPool.QueueUserWorkItem(_ => Advance(TimeSpan.Zero));
        }
    }

    internal void Forget(ManualTimer timer)
    {
        lock (_gate)
        {
            _timers.Remove(timer);
        }
    }

    /// <summary>The next timer that is due by then, with the clock at its time; null when there is none any more.</summary>
    private ManualTimer? TakeDue(TimeSpan target)
    {
        lock (_gate)
        {
            if (FindNext_NeedsLock() is not { Due: { } due } next || due > target)
            {
                _passed = target > _passed ? target : _passed;
                return null;
            }

            _passed = due > _passed ? due : _passed;
            next.Due = next.Period is { } period ? due + period : null;
            next.Order = _order++;
            return next;
        }
    }

    private ManualTimer? FindNext_NeedsLock()
    {
        ManualTimer? next = null;
        foreach (var timer in _timers)
        {
            if (timer.Due is not null && (next is null || (timer.Due, timer.Order).CompareTo((next.Due, next.Order)) < 0))
            {
                next = timer;
            }
        }

        return next;
    }
}
