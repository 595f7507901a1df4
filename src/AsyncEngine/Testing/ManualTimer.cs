namespace AsyncEngine.Testing;

/// <summary>One timer of a <see cref="ManualClock"/>, whose lock guards all but the call.</summary>
internal sealed class ManualTimer(ManualClock clock, Action call) : ITimer
{
    /// <summary>When it fires, by what has passed on the clock; null = not.</summary>
    public TimeSpan? Due { get; set; }

    public TimeSpan? Period { get; set; }

    /// <summary>Of two that are due at once, the one that was set first fires first.</summary>
    public long Order { get; set; }

    public void Fire() => call();

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        clock.Plan(this, dueTime, period);
        return true;
    }

    public void Dispose() => clock.Forget(this);

    public ValueTask DisposeAsync()
    {
        Dispose();
        return default;
    }
}
