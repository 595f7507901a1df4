using AsyncEngine.Storage.Sqlite;
using Unit.Storage.Contract;
using Xunit;

namespace Unit.Storage.Sqlite;

/// <summary>A clock that is set back (R250). On other stores the server's own clock decides.</summary>
public sealed class ClockTests : StoreContract
{
    private protected override IStoreFixture CreateFixture() => new SqliteFixture();

    [Theory]
    [InlineData(100, 100, 100)]
    [InlineData(100, 150, 150)]
    [InlineData(100, 40, 100)]
    [InlineData(100, 39, 39)]
    public void Now_StandsStill_UnlessTheClockWasWrong(int last, int clock, int now) =>
        Assert.Equal(now * 1_000_000L, StoreClock.Now(last * 1_000_000L, clock * 1_000_000L));

    [Fact]
    public async Task Ping_RescuesWithinADeathInterval_WhenTheClockWasSetBack_R250()
    {
        var one = await Worker(1);
        await Worker(2);
        Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Null((await one.Ping()).Rescued);

        Clock.AdjustTime(T0.AddHours(-2));
        Assert.Null((await one.Ping()).Rescued);
        foreach (var _ in Enumerable.Range(0, 6))
        {
            Clock.Advance(TimeSpan.FromSeconds(10));
            Assert.Null((await one.Ping()).Rescued);
        }

        Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(TestWorker.UuidOf(2), (await one.Ping()).Rescued);
    }

    [Fact]
    public async Task Ping_KeepsALivingSibling_WhenTheClockWasSetBack_R250()
    {
        var one = await Worker(1);
        var two = await Worker(2);
        Clock.AdjustTime(T0.AddHours(-2));
        foreach (var _ in Enumerable.Range(0, 20))
        {
            Clock.Advance(TimeSpan.FromSeconds(10));
            Assert.Null((await one.Ping()).Rescued);
            Assert.Null((await two.Ping()).Rescued);
        }
    }

    [Fact]
    public async Task HeldJob_BeginsOnTime_AndOrderHolds_WhenTheClockWasSetBack_R250()
    {
        var worker = await Worker();
        await Add("before");
        Clock.AdjustTime(T0.AddHours(-2));
        await worker.Ping();
        await Add(Job("held") with { BeginAfter = T0.AddHours(-1) });
        await Add("after");
        Assert.Equal("before after", await worker.ClaimNames());

        for (var minutes = 0; minutes < 60; minutes++)
        {
            Clock.Advance(TimeSpan.FromMinutes(1));
            await worker.Ping();
        }

        Assert.Equal("held", await worker.ClaimNames());
    }
}
