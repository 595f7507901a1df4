using System.Globalization;

namespace AsyncEngine.Storage.Sqlite.Reads;

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

    public static string Callback(long root) => string.Create(
        CultureInfo.InvariantCulture, $"is a callback and runs when job {root} has ended");

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
            <= MostNamed => ": jobs " + string.Join(", ", quota.Jobs),
            _ => ": jobs " + string.Join(", ", quota.Jobs.Take(MostNamed)) + ", ...",
        };
        return string.Create(
            CultureInfo.InvariantCulture, $"quota '{quota.Name}' is full ({quota.Used} of {quota.Size}{holders})");
    }
}
