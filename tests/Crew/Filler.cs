using System.Globalization;
using AsyncEngine;

namespace Crew;

/// <summary>
/// Adds a share of its jobs, in batches, whenever it is told to go, and says how many there are. A job has its number
/// for a name; each third needs the quota <c>disk</c>, each fifth <c>net</c>.
/// </summary>
internal sealed class Filler(CrewOptions options)
{
    private readonly int _first = options.Number("first", 0);
    private readonly int _count = options.Number("count", 1);
    private readonly int _share = options.Number("share", 1);
    private readonly int _batch = options.Number("batch", 100);

    public async Task RunAsync()
    {
        await using var store = AsyncStore.Open(options.Store);
        Stage.Say("ready");
        for (var done = 0; done < _count;)
        {
            await Stage.Orders.WaitForAsync("go");
            var end = Math.Min(_count, done + _share);
            for (; done < end; done += _batch)
            {
                var numbers = Enumerable.Range(_first + done, Math.Min(_batch, end - done));
                await store.Queue().AddRangeAsync(numbers.Select(SpecOf));
            }

            done = end;
            Stage.Say(string.Create(CultureInfo.InvariantCulture, $"filled {done}"));
        }
    }

    private static JobSpec SpecOf(int number)
    {
        var milliseconds = number % 4;
        return JobSpec.Of(() => Work.Rest(number, milliseconds), new JobOptions
        {
            Name = number.ToString(CultureInfo.InvariantCulture),
            Quotas = [.. QuotasOf(number)],
        });
    }

    private static IEnumerable<string> QuotasOf(int number)
    {
        if (number % 3 == 0)
        {
            yield return "disk";
        }

        if (number % 5 == 0)
        {
            yield return "net";
        }
    }
}
