using AsyncPS.Services.Notifying;
using Unit.Dispatching;
using Xunit;

namespace Unit.Services;

/// <summary>What a service manager hears of a dispatcher.</summary>
public sealed class ManagerLinkTests : IAsyncDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(10);

    private readonly TestStore _test = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Manager_HearsThatItIsReadyAndLivesAndStops_OnAPathAndAnAbstractSocket(bool isAbstract)
    {
        using var manager = new FakeManager(isAbstract);
        var dispatcher = await _test.StartAsync();

        using var link = ManagerLink.Open(dispatcher, Wishes(manager, TimeSpan.FromSeconds(1)), Long)!;

        Assert.Contains(await manager.HearAsync("READY=1"), line => line.StartsWith("STATUS=0 jobs", StringComparison.Ordinal));
        await manager.HearAsync("WATCHDOG=1");
        await manager.HearAsync("WATCHDOG=1");
        link.SayStopping("Stopping");
        Assert.Contains("STATUS=Stopping", await manager.HearAsync("STOPPING=1"));
    }

    [Fact]
    public async Task Watchdog_IsNotFed_WhenThePingLoopStandsStill()
    {
        using var manager = new FakeManager(isAbstract: false);
        var dispatcher = await _test.StartAsync();

        using var link = ManagerLink.Open(dispatcher, Wishes(manager, TimeSpan.FromMilliseconds(10)), TimeSpan.Zero)!;
        for (var i = 0; i < 5; i++)
        {
            await manager.HearAsync("STATUS=");
        }

        Assert.DoesNotContain("WATCHDOG=1", manager.Drain());
    }

    [Fact]
    public async Task Watchdog_IsNotFed_WhenNobodyWatches()
    {
        using var manager = new FakeManager(isAbstract: false);
        var dispatcher = await _test.StartAsync();

        using (ManagerLink.Open(dispatcher, Wishes(manager, watchdog: null), Long))
        {
            await manager.HearAsync("READY=1");
        }

        Assert.DoesNotContain("WATCHDOG=1", manager.Drain());
    }

    [Fact]
    public async Task NobodyIsTold_WhenNoManagerAsks()
    {
        var dispatcher = await _test.StartAsync();

        Assert.Null(ManagerLink.Open(dispatcher, new ManagerWishes(null, TimeSpan.FromSeconds(1), HasJournal: false), Long));
    }

    [Fact]
    public async Task Manager_ThatHasGone_DoesNoHarm()
    {
        var manager = new FakeManager(isAbstract: false);
        var wishes = Wishes(manager, TimeSpan.FromMilliseconds(10));
        manager.Dispose();
        var dispatcher = await _test.StartAsync();

        using var link = ManagerLink.Open(dispatcher, wishes, Long)!;
        link.SayStopping("Stopping");

        await dispatcher.StopAsync(cancellationToken: TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => _test.DisposeAsync();

    private static ManagerWishes Wishes(FakeManager manager, TimeSpan? watchdog) =>
        new(manager.Address, watchdog, HasJournal: false);
}
