using System.Globalization;

namespace AsyncEngine.Storage.Relational.Reads;

/// <summary>The sentences that answer "why is it not running?".</summary>
internal static class Reasons
{
    /// <summary>Beyond this many jobs nobody wants to know how many exactly.</summary>
    public const int MostCounted = 1_000;

    private const int MostNamed = 5;

    public const string Claimed = "claimed by a dispatcher, begins when one of its workers is free";

    public const string Due = "due, begins with the next claim";

    public static string Begins(DateTimeOffset at, bool isRetry) => string.Create(
        CultureInfo.InvariantCulture, $"{(isRetry ? "its next attempt begins" : "begins")} at {at:yyyy-MM-dd HH:mm:ss} UTC");

    public static string Suspended(string queue) => $"queue '{queue}' is suspended";

    public static string NoAgent(string queue) => $"no live dispatcher has an agent for queue '{queue}'";

    public static string NoRoom(string queue) => $"all agents for queue '{queue}' have the size 0";

    public static string Silent(string queue, DateTimeOffset since) => string.Create(
        CultureInfo.InvariantCulture, $"{NoAgent(queue)}; the last one has been silent since {since:yyyy-MM-dd HH:mm:ss} UTC");

    public static string Callback(long root) => string.Create(
        CultureInfo.InvariantCulture, $"is a callback and runs when job {root} has ended");

    public const string WaitingCallbacks = "waits for a callback of its own, which waits for another job";

    /// <summary>It returned another job.</summary>
    public static string Waits(long inner, string? because) => string.Create(
        CultureInfo.InvariantCulture, $"waits for job {inner}{(because is null ? string.Empty : ": " + because)}");

    /// <summary>It is a join.</summary>
    public static string Parts(IReadOnlyList<long> open, int count) => string.Create(
        CultureInfo.InvariantCulture, $"waits for {open.Count} of {count} jobs: {Named(open)}");

    public static string NotItsTurn(long join) => string.Create(
        CultureInfo.InvariantCulture, $"its turn in join {join} has not come");

    public static string Behind(int count) => count switch
    {
        0 => "first in line, begins when a worker is free",
        1 => "behind 1 job",
        < MostCounted => string.Create(CultureInfo.InvariantCulture, $"behind {count} jobs"),
        _ => string.Create(CultureInfo.InvariantCulture, $"behind {MostCounted:N0}+ jobs"),
    };

    public static string State(QuotaInfo state) => state.Jobs.Count == 0
        ? $"waits for state '{state.Name}'"
        : string.Create(CultureInfo.InvariantCulture, $"waits for state '{state.Name}', used by job {state.Jobs[0]}");

    public static string Full(QuotaInfo quota)
    {
        if (quota.Size == 0)
        {
            return $"quota '{quota.Name}' has the size 0 and admits no job";
        }

        var holders = quota.Jobs.Count switch
        {
            0 => string.Empty,
            1 => string.Create(CultureInfo.InvariantCulture, $": job {quota.Jobs[0]}"),
            _ => ": jobs " + Named(quota.Jobs),
        };
        return string.Create(
            CultureInfo.InvariantCulture, $"quota '{quota.Name}' is full ({quota.Used} of {quota.Size}{holders})");
    }

    private static string Named(IReadOnlyList<long> jobs) =>
        string.Join(", ", jobs.Take(MostNamed)) + (jobs.Count > MostNamed ? ", ..." : string.Empty);
}
