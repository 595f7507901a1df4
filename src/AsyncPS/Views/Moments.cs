namespace AsyncPS;

/// <summary>Arithmetic between moments that two machines' clocks may have given.</summary>
internal static class Moments
{
    /// <summary>From one moment to another; clocks that disagree make it zero, never negative.</summary>
    public static TimeSpan Between(DateTimeOffset from, DateTimeOffset to) => to > from ? to - from : TimeSpan.Zero;
}
