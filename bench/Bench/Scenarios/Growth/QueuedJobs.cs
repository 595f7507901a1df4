namespace Bench.Scenarios.Growth;

/// <summary>Asks a store in which more and more jobs wait.</summary>
internal sealed class QueuedJobs : IScenario
{
    public string Name => "queued";

    public bool NeedsWarmUp => false;

    public async Task<IReadOnlyList<Figure>> RunAsync(string folder, bool quick)
    {
        await using var store = Stores.Open(folder);
        var probe = new StoreProbe(store);
        var figures = new List<Figure>();
        var present = 0;
        foreach (var size in Sizes.Of(quick))
        {
            var last = await Sizes.AddAsync(store, size - present);
            present = size;
            var title = $"{Sizes.Text(size)} queued";
            figures.Add(new Figure($"{title}: claim 100", "ms", await probe.ClaimAsync()));
            figures.Add(new Figure($"{title}: list 20", "ms", await probe.ListAsync()));
            figures.Add(new Figure($"{title}: count", "ms", await probe.CountAsync()));
            figures.Add(new Figure($"{title}: why the last one waits", "ms", await probe.ExplainAsync(last)));
            figures.Add(new Figure($"{title}: open the store", "ms", await StoreProbe.OpenAsync(folder)));
        }

        return figures;
    }
}
