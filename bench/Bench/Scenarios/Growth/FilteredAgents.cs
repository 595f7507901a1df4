using System.Globalization;
using AsyncEngine;
using AsyncEngine.Dispatching;
using AsyncEngine.Storage;
using AsyncPS.Scripting.Judging;

namespace Bench.Scenarios.Growth;

/// <summary>Twenty agents of one queue, each with a filter (a script) that takes a twentieth of the jobs.</summary>
internal sealed class FilteredAgents : IScenario
{
    private const int Agents = 20;

    // So many jobs of one kind lie behind each other: an agent goes along those of the other kinds to find its own.
    private const int Run = 25;

    public string Name => "filters";

    public bool NeedsWarmUp => false;

    public async Task<IReadOnlyList<Figure>> RunAsync(string folder, bool quick)
    {
        var count = Agents * Run * (quick ? 1 : 10);
        return
        [
            new Figure($"{Agents} agents: run", "/s", await DrainAsync(folder, "all", count, _ => AgentRules.None)),
            new Figure($"{Agents} agents with filters: run", "/s", await DrainAsync(folder, "own", count, Own)),
        ];
    }

    private static AgentRules Own(int number) => new($"$_.Name -eq '{Kind(number)}'", Preference: null);

    private static string Kind(int number) => string.Create(CultureInfo.InvariantCulture, $"kind{number}");

    private static async Task<double> DrainAsync(string folder, string name, int count, Func<int, AgentRules> rules)
    {
        await using var store = Stores.Open(Directory.CreateDirectory(Path.Combine(folder, name)).FullName);
        await store.Queue().AddRangeAsync(Enumerable.Range(0, count).Select(
            number => JobSpec.Of(() => Work.Nothing(), new JobOptions { Name = Kind(number / Run % Agents) })));
        var agents = Enumerable.Range(0, Agents)
            .Select(number => new AgentOptions { Name = Kind(number), Size = 1, Rules = rules(number) });
        using var judge = new FilterJudge();
        return count / await Drains.RunAsync(store, new DispatcherOptions { Agents = [.. agents], Judge = judge }, count);
    }
}
