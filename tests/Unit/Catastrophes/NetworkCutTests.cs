using AsyncEngine.Jobs;
using Crew;
using Unit.Storage.Postgres;
using Xunit;

namespace Unit.Catastrophes;

/// <summary>Two machines and a server; the link of one is cut for longer than it may be silent (R062, R159, R160, R175).</summary>
[Collection(CatastropheCollection.Name)]
public sealed class NetworkCutTests
{
    // So short that the one that is cut off soon notices it.
    private static readonly string[] Intervals = ["ping=500", "death=8000", "size=2", "ahead=0"];

    [Fact(Timeout = Scene.TimeLimit)]
    public async Task Cut_LetsTheOtherMachineFinish_AndTheLateOutcomeIsRefused_R062_R159_R160()
    {
        using var first = Machine.Create();
        using var second = Machine.Create();
        using var server = PostgresServer.Start(PostgresCluster.FindPrograms(), Machine.Network);
        await using var scene = new Scene(
            TestContext.Current.CancellationToken,
            server: server.ConnectionString + ";Command Timeout=5;Timeout=5;Keepalive=3");
        var job = await scene.Queue.AddAsync(() => Work.Hold(0, default), cancellationToken: scene.Token);
        var lonely = await scene.StartReadyAsync(first, "dispatch", Intervals);
        await lonely.HearAsync("holding 0");
        var other = await scene.StartReadyAsync(second, "dispatch", Intervals);

        first.Cut();
        lonely.Order("release");
        await lonely.HearAsync("log StoreLost");
        await other.HearAsync("holding 0");
        other.Order("release");
        await job.WaitAsync(Scene.Patience, scene.Token);
        first.Mend();
        await lonely.HearAsync("reactivated");

        // Later there may be other outages: five seconds are little on a busy machine.
        Assert.Single(lonely.Heard("log StoreLost"));
        await Scene.StopAsync(other);

        var next = await scene.Queue.AddAsync(() => Work.Note(1), cancellationToken: scene.Token);
        await next.WaitAsync(Scene.Patience, scene.Token);
        Assert.Equal((JobOutcome.Succeeded, other.Name), (job.Outcome, job.Result<string>()));
        Assert.Equal((JobOutcome.Succeeded, lonely.Name), (next.Outcome, next.Result<string>()));
        await Scene.StopAsync(lonely);
        Assert.Equal("stopped 1", await lonely.HearAsync("stopped"));
        Assert.Equal("stopped 0", await other.HearAsync("stopped"));
        Assert.Equal([0, 0, 1], scene.ReadJournal().Order);
    }
}
