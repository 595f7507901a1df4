using Crew;
using Xunit;

namespace Unit.Catastrophes;

/// <summary>A host whose own code keeps all threads of the pool: its dispatcher lives, and must not be taken for dead.</summary>
[Collection(CatastropheCollection.Name)]
public sealed class StarvationTests
{
    [Fact(Timeout = Scene.TimeLimit)]
    public async Task Ping_KeepsDispatcherAlive_WhenThreadPoolIsStarved_R157_R242()
    {
        await using var scene = new Scene(TestContext.Current.CancellationToken);
        var uuid = Guid.NewGuid();
        var starved = await scene.StartReadyAsync("dispatch", [Scene.Uuid(uuid), "size=1", .. Scene.Unhurried]);
        var job = await scene.Queue.AddAsync(() => Work.Insist(0), cancellationToken: scene.Token);
        await starved.HearAsync("holding");
        var sibling = await scene.StartReadyAsync("dispatch", Scene.Unhurried);

        await starved.OrderAsync("starve", "starved");
        await scene.UntilPingedAsync(uuid, TimeSpan.FromSeconds(12));
        starved.Order("release");
        await job.WaitAsync(Scene.Patience, scene.Token);

        Assert.Equal(starved.Name, job.Result<string>());
        Assert.Equal(1, job.Attempt);
        Assert.Empty(sibling.Heard("log Rescued"));
        Assert.Empty(starved.Heard("reactivated"));
        await Scene.StopAsync(starved);
        await Scene.StopAsync(sibling);
    }
}
