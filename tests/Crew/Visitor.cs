using System.Globalization;
using AsyncEngine;

namespace Crew;

/// <summary>Opens a store, adds a job, closes it; again and again, and one store after the other.</summary>
internal sealed class Visitor(CrewOptions options)
{
    private readonly int _stores = options.Number("stores", 1);
    private readonly int _visits = options.Number("visits", 1);

    public async Task RunAsync()
    {
        Stage.Say("ready");
        await Stage.Orders.WaitForAsync("go");
        for (var i = 0; i < _stores; i++)
        {
            for (var visit = 0; visit < _visits; visit++)
            {
                await VisitAsync(string.Create(CultureInfo.InvariantCulture, $"{options.Store}.{i}"), visit);
                Stage.Say($"visited {i} {visit}");
            }
        }
    }

    private static async Task VisitAsync(string path, int number)
    {
        await using var store = AsyncStore.Open(path);
        await store.Queue().AddAsync(() => Work.Note(number));
    }
}
