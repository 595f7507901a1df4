using AsyncEngine;

namespace Bench.Scenarios.Growth;

/// <summary>Jobs behind a full quota must not slow the others down.</summary>
internal sealed class BlockedJobs : IScenario
{
    public string Name => "blocked";

    public async Task<IReadOnlyList<Figure>> RunAsync(string folder, bool quick)
    {
        var blocked = quick ? 5_000 : 100_000;
        var count = quick ? 4_000 : 20_000;
        return
        [
            new Figure("nothing blocked: run", "/s", await DrainAsync(folder, "free", 0, count)),
            new Figure($"{Sizes.Text(blocked)} behind a full quota: run", "/s", await DrainAsync(folder, "full", blocked, count)),
        ];
    }

    private static Task<double> DrainAsync(string folder, string name, int blocked, int count) =>
        FreshStore.DrainAsync(folder, name, count, async store =>
        {
            await store.Queue().CreateQuotaAsync("closed", size: 0);
            await Sizes.AddAsync(store, blocked, new JobOptions { Quotas = ["closed"] });
            await Sizes.AddAsync(store, count);
        });
}
