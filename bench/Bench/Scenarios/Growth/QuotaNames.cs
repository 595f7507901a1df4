using System.Globalization;
using AsyncEngine;

namespace Bench.Scenarios.Growth;

/// <summary>Jobs that need one of a thousand quotas in turn, beside jobs that need none.</summary>
internal sealed class QuotaNames : IScenario
{
    public string Name => "quotas";

    public async Task<IReadOnlyList<Figure>> RunAsync(string folder, bool quick)
    {
        var names = quick ? 100 : 1_000;
        var count = quick ? 4_000 : 20_000;
        return
        [
            new Figure("no quota: run", "/s", await DrainAsync(folder, "none", 0, count)),
            new Figure($"{Sizes.Text(names)} quota names in turn: run", "/s", await DrainAsync(folder, "names", names, count)),
        ];
    }

    private static Task<double> DrainAsync(string folder, string name, int names, int count) =>
        FreshStore.DrainAsync(folder, name, count, async store =>
        {
            var quotas = Enumerable.Range(0, names)
                .Select(number => "q" + number.ToString(CultureInfo.InvariantCulture)).ToArray();
            foreach (var quota in quotas)
            {
                await store.Queue().CreateQuotaAsync(quota, size: 4);
            }

            var options = quotas.Select(quota => new JobOptions { Quotas = [quota] }).DefaultIfEmpty(new JobOptions()).ToArray();
            await store.Queue().AddRangeAsync(Enumerable.Range(0, count)
                .Select(number => JobSpec.Of(() => Work.Nothing(), options[number % options.Length])));
        });
}
