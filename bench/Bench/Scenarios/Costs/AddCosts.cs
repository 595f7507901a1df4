namespace Bench.Scenarios.Costs;

/// <summary>What it takes to add a job.</summary>
internal sealed class AddCosts : IScenario
{
    public string Name => "add-costs";

    public async Task<IReadOnlyList<Figure>> RunAsync(string folder, bool quick)
    {
        await using var store = Stores.Open(folder);
        var few = quick ? 200 : 2_000;
        var many = quick ? 10_000 : Stores.Batch;
        return
        [
            .. await Meter.MeasureAsync("add, one by one", few, async () =>
            {
                for (var i = 0; i < few; i++)
                {
                    await store.Queue().AddAsync(() => Work.Nothing());
                }
            }),
            .. await Meter.MeasureAsync("add, one batch", many, () => Stores.AddNothingAsync(store, many)),
        ];
    }
}
