namespace Bench.Scenarios;

/// <summary>What both scenarios of latency have in common.</summary>
internal static class Latency
{
    /// <summary>
    /// Jobs of each round that do not count: the store is new, so that connections are opened and plans are made.
    /// </summary>
    public const int WarmUp = 100;

    /// <summary>How many jobs to add, those that do not count included.</summary>
    public static int Count(bool quick) => WarmUp + (quick ? 30 : 200);
}
