using AsyncEngine;

namespace Bench.Scenarios.Growth;

/// <summary>Jobs for later must not slow down the claim of those for now.</summary>
internal sealed class HeldJobs : IScenario
{
    public string Name => "held";

    public bool NeedsWarmUp => false;

    public async Task<IReadOnlyList<Figure>> RunAsync(string folder, bool quick)
    {
        await using var store = Stores.Open(folder);
        var probe = new StoreProbe(store);
        await Sizes.AddAsync(store, 1_000);
        var before = await probe.ClaimAsync();
        var held = quick ? 2_000 : 10_000;
        var last = await Sizes.AddAsync(store, held, new JobOptions { Delay = TimeSpan.FromDays(1) });
        return
        [
            new Figure("nothing scheduled: claim 100", "ms", before),
            new Figure($"{Sizes.Text(held)} scheduled for later: claim 100", "ms", await probe.ClaimAsync()),
            new Figure($"{Sizes.Text(held)} scheduled for later: why the last one waits", "ms", await probe.ExplainAsync(last)),
        ];
    }
}
