using AsyncEngine.Jobs;
using Xunit;

namespace Unit.Catastrophes;

/// <summary>One process adds, another runs: what two strangers on one file owe each other.</summary>
[Collection(CatastropheCollection.Name)]
public sealed class TwoProcessesTests
{
    private const int Count = 10_000;

    [Fact(Timeout = Scene.TimeLimit)]
    [Trait("Category", "Long")]
    public async Task Run_RunsEveryJobOnce_WhenAnotherProcessAddsOneByOne()
    {
        await using var scene = new Scene(TestContext.Current.CancellationToken);
        var adder = await scene.StartReadyAsync("add", $"count={Count}");
        var dispatcher = await scene.StartReadyAsync("dispatch", "size=4", "ping=5000", "death=20000");

        adder.Order("go");
        Assert.Equal(0, await adder.ExitAsync());
        await dispatcher.OrderAsync("drain", "drained");
        await Scene.StopAsync(dispatcher);

        Assert.Empty(adder.Heard("refused"));
        Assert.Equal(Count, adder.Heard("added").Count);
        Assert.Empty(scene.ReadJournal().NotOnce(Count));
        scene.AssertSucceeded(Count);
    }
}
