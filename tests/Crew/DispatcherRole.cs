using System.Runtime.InteropServices;
using AsyncEngine;
using AsyncEngine.Dispatching;
using AsyncEngine.Jobs;

namespace Crew;

/// <summary>Runs jobs until it is ordered or signalled to stop.</summary>
internal sealed class DispatcherRole(CrewOptions options)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(50);

    public async Task RunAsync()
    {
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            Stage.Orders.Give("stop");
        });
        await using var store = AsyncStore.Open(options.Store, new StoreOptions { LoggerFactory = new SpokenLog() });
        await using var dispatcher = new Dispatcher(store, ReadOptions());
        dispatcher.Reactivated += (_, _) => Stage.Say("reactivated");
        await StartAsync(dispatcher);
        Stage.Say("ready");
        await ObeyAsync(dispatcher);
        Stage.Say("stopping");
        await dispatcher.StopAsync();
        Stage.Say($"stopped {dispatcher.GetStatistics().Reassigned}");
    }

    private async Task StartAsync(Dispatcher dispatcher)
    {
        for (var isFirst = true; ; isFirst = false)
        {
            try
            {
                await dispatcher.StartAsync();
                return;
            }
            catch (AsyncEngineException exception)
                when (exception.ErrorId == ErrorIds.DispatcherRunning && options.Is("patient"))
            {
                if (isFirst)
                {
                    Stage.Say($"refused {exception.ErrorId} {exception.Message}");
                }

                await Task.Delay(Patience);
            }
        }
    }

    private static async Task ObeyAsync(Dispatcher dispatcher)
    {
        while (true)
        {
            switch (await Stage.Orders.NextAsync())
            {
                case "stop":
                    return;
                case "starve":
                    Starve();
                    break;
                case "drain":
                    await dispatcher.DrainAsync();
                    Stage.Say("drained");
                    break;
            }
        }
    }

    /// <summary>Takes all threads of the pool, and all that it adds meanwhile, until jobs are released.</summary>
    private static void Starve()
    {
        for (var i = 0; i < 1_000; i++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(_ => Stage.Released.Wait(), null);
        }

        Stage.Say("starved");
    }

    private DispatcherOptions ReadOptions() => new()
    {
        Agents = [new AgentOptions { Size = options.Number("size", 3) }],
        Uuid = options.Text("uuid") is { } uuid ? Guid.Parse(uuid) : null,
        PollInterval = options.Milliseconds("poll", 100),
        PingInterval = options.Milliseconds("ping", 200),
        DeathInterval = options.Milliseconds("death", 1_000),
        StopTimeout = options.Milliseconds("stop", 10_000),
        StopGrace = options.Milliseconds("grace", 5_000),
        ClaimAhead = options.Milliseconds("ahead", 50),
    };
}
