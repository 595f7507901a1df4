using AsyncEngine.Dispatching;

namespace AsyncPS.Services.Stopping;

/// <summary>How long jobs have when a dispatcher stops, and what its process answers. Pure.</summary>
internal static class StopRules
{
    /// <summary>Every running job ended in time.</summary>
    public const int Clean = 0;

    /// <summary>It did not start, or an error ended it.</summary>
    public const int NotStarted = 1;

    /// <summary>Jobs were interrupted and put back first in line.</summary>
    public const int Interrupted = 3;

    /// <summary>A job did not obey: it was put back, and its thread ends with the process.</summary>
    public const int Abandoned = 4;

    // A person sits and waits, or has gone and believes that it has ended.
    private static readonly TimeSpan LongestForPerson = TimeSpan.FromSeconds(5);

    // Windows ends what has not ended 5 seconds after its window was closed, the goodbye included.
    private static readonly TimeSpan LongestAtWindowsClose = TimeSpan.FromSeconds(3);

    // Windows ends what has not ended after 20 seconds, the goodbye included.
    private static readonly TimeSpan LongestAtWindowsShutdown = TimeSpan.FromSeconds(12);

    public static TimeSpan Patience(StopCause cause, TimeSpan stopTimeout, bool isWindows) => cause switch
    {
        StopCause.HungUp when isWindows => Shorter(stopTimeout, LongestAtWindowsClose),
        StopCause.Interrupted or StopCause.HungUp => Shorter(stopTimeout, LongestForPerson),
        StopCause.Terminated when isWindows => Shorter(stopTimeout, LongestAtWindowsShutdown),
        _ => stopTimeout,
    };

    public static int ExitCode(DispatcherStatistics before, DispatcherStatistics after) =>
        after.Abandoned > before.Abandoned ? Abandoned
        : after.Interrupted > before.Interrupted ? Interrupted
        : Clean;

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
