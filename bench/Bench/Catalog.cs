using Bench.Scenarios;
using Bench.Scenarios.Costs;
using Bench.Scenarios.Growth;
using Bench.Scenarios.Rivals;

namespace Bench;

/// <summary>The scenarios of each suite, in the order in which they are run and shown.</summary>
internal static class Catalog
{
    public static IReadOnlyList<IScenario> Of(Suite suite, bool isOnPostgres) => suite switch
    {
        Suite.Growth =>
        [
            new QueuedJobs(), new CompletedJobs(), new BlockedJobs(), new QuotaNames(), new HeldJobs(), new ManyQueues(),
            new FilteredAgents(), new MillionJobs(),
        ],
        Suite.Costs => [new AddCosts(), new RunCosts()],
        Suite.Soak => [new Soak()],
        _ =>
        [
            new RawCeiling(), new EnqueueOneByOne(), new EnqueueFromThreads(), new EnqueueBatch(), new EnqueuePipeline(),
            new DrainMethods(), new DrainMethods(isLong: true), new DrainScripts(), new ProcessJobs(),
            new LatencyInProcess(), new LatencyAcrossProcesses(), new Idle(), new ThreadJobs(), .. Rivals(isOnPostgres),
        ],
    };

    private static IEnumerable<IScenario> Rivals(bool isOnPostgres) => isOnPostgres
        ? [new HangfireOnPostgres()]
        : [new HangfireInMemory(), new QuartzInMemory(), new QuartzOnSqlite()];
}
