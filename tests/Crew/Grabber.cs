using AsyncEngine;
using AsyncEngine.Storage;

namespace Crew;

/// <summary>
/// Claims jobs and never runs them: some that are Active from the claim on, some that are still Assigned. Then it gives
/// signs of life until it is killed.
/// </summary>
internal sealed class Grabber(CrewOptions options)
{
    public async Task RunAsync()
    {
        await using var store = AsyncStore.Open(options.Store);
        var registration = await store.Storage.Dispatchers.ActivateAsync(Introduction(), CancellationToken.None);
        var turn = new Turn
        {
            DispatcherId = registration.DispatcherId,
            AgentId = registration.AgentIds[0],
            Want = options.Number("active", 0),
            Ahead = options.Number("assigned", 0),
        };
        var result = await store.Storage.Runs.TurnAsync(turn, CancellationToken.None);
        foreach (var job in result.Claimed)
        {
            Stage.Say($"{(job.IsActive ? "active" : "assigned")} {job.Key.JobId}");
        }

        Stage.Say("ready");
        while (true)
        {
            await store.Storage.Dispatchers.PingAsync(registration.DispatcherId, CancellationToken.None);
            await Task.Delay(options.Milliseconds("ping", 200));
        }
    }

    private DispatcherIdentity Introduction() => new()
    {
        Uuid = options.Text("uuid") is { } uuid ? Guid.Parse(uuid) : Guid.NewGuid(),
        Host = Environment.MachineName,
        ProcessId = Environment.ProcessId,
        Version = "0.1.0",
        PingInterval = options.Milliseconds("ping", 200),
        DeathInterval = options.Milliseconds("death", 1_000),
        Agents = [new AgentIdentity("main", "default", options.Number("active", 0) + options.Number("assigned", 0))],
    };
}
