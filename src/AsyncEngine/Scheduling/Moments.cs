namespace AsyncEngine.Scheduling;

/// <summary>Arithmetic that stays within what a moment can be: "never" is a long time, not an error.</summary>
internal static class Moments
{
    public static DateTimeOffset After(DateTimeOffset moment, TimeSpan time) =>
        time < DateTimeOffset.MaxValue - moment ? moment + time : DateTimeOffset.MaxValue;

    public static DateTimeOffset Before(DateTimeOffset moment, TimeSpan time) =>
        time < moment - DateTimeOffset.MinValue ? moment - time : DateTimeOffset.MinValue;
}
