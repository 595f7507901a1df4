using AsyncEngine;
using AsyncEngine.Dispatching;
using AsyncEngine.Jobs;
using AsyncEngine.Storage;
using AsyncPS.Scripting;
using AsyncPS.Scripting.Workers;

namespace Bench.Scenarios;

/// <summary>The same with script jobs, in the workers that the module uses.</summary>
internal sealed class DrainScripts : IScenario
{
    private static readonly CallText Script = new(CallKind.Script, " param($x) $x * 2 ");

    public string Name => "drain-scripts";

    public async Task<IReadOnlyList<Figure>> RunAsync(string folder, bool quick)
    {
        await using var store = Stores.Open(folder);
        var count = quick ? 4_000 : 20_000;
        await AddAsync(store, count);
        var seconds = await Drains.RunAsync(store, Options(), count);
        return [new Figure("run, script jobs { param($x) $x * 2 }", "/s", count / seconds)];
    }

    public static Task AddAsync(AsyncStore store, int count) =>
        store.Storage.Jobs.EnqueueAsync([.. Enumerable.Range(0, count).Select(Job)], CancellationToken.None);

    public static DispatcherOptions Options() => new()
    {
        Agents = [new AgentOptions { Size = 4 }],
        WorkerHost = new ScriptWorkerHost(new ScriptWorkerOptions()),
    };

    private static NewJob Job(int number) =>
        new() { Call = Script, Arguments = new ScriptArguments { ArgumentList = [number] }.Encode() };
}
