using Microsoft.Extensions.Logging;

namespace AsyncEngine.Diagnostics.Sinks;

/// <summary>Which entries a sink gets.</summary>
/// <param name="Minimum">The least grave level that is written.</param>
internal sealed record LogFilter(LogLevel Minimum)
{
    private const int FirstOfJobs = 2000;
    private const int FirstOfStores = 3000;

    // What a job has as its own error and in its own history: it failed, its callback failed, it is tried again.
    private static readonly int[] Outcomes = [2003, 2004, 2006, 2014];

    /// <summary>Whether the failures of jobs are left out: for readers who see the jobs themselves.</summary>
    public bool LeavesOutcomesOut { get; init; }

    /// <summary>From a level's number, 0 (trace) to 5 (critical), for callers that cannot name the type.</summary>
    public static LogFilter From(int minimum) => new((LogLevel)minimum);

    /// <summary>As <see cref="From"/>, without the failures of jobs.</summary>
    public static LogFilter WithoutOutcomes(int minimum) => From(minimum) with { LeavesOutcomesOut = true };

    /// <summary>
    /// What goes well with a job (it began, it succeeded) is no event of the service: there may be thousands in a second.
    /// It is written only when everything is.
    /// </summary>
    public bool Takes(LogLevel level, int eventId) =>
        level >= Minimum
        && !(LeavesOutcomesOut && Outcomes.Contains(eventId))
        && (Minimum < LogLevel.Information || level > LogLevel.Information || !IsOfJob(eventId));

    private static bool IsOfJob(int eventId) => eventId is >= FirstOfJobs and < FirstOfStores;
}
