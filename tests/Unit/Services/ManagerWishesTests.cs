using AsyncPS.Services.Notifying;
using Xunit;

namespace Unit.Services;

/// <summary>What a service manager says in the environment.</summary>
public sealed class ManagerWishesTests
{
    [Theory]
    [InlineData("/run/systemd/notify", "/run/systemd/notify")]
    [InlineData("@abstract", "@abstract")]
    [InlineData("vsock:2:9", null)]
    [InlineData("relative", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void NotifyAddress_IsAPathOrAnAbstractName(string? text, string? expected) =>
        Assert.Equal(expected, Read(("NOTIFY_SOCKET", text)).NotifyAddress);

    [Theory]
    [InlineData("30000000", null, 30)]
    [InlineData("30000000", "7", 30)]
    [InlineData("30000000", "8", null)]
    [InlineData("0", null, null)]
    [InlineData("-5", null, null)]
    [InlineData("soon", null, null)]
    [InlineData(null, null, null)]
    public void Watchdog_IsForThisProcess(string? microseconds, string? pid, int? seconds) => Assert.Equal(
        seconds is { } expected ? TimeSpan.FromSeconds(expected) : null,
        Read(("WATCHDOG_USEC", microseconds), ("WATCHDOG_PID", pid)).Watchdog);

    [Fact]
    public void Journal_IsThere_WhenItsStreamIsNamed()
    {
        Assert.True(Read(("JOURNAL_STREAM", "9:123")).HasJournal);
        Assert.False(Read().HasJournal);
    }

    private static ManagerWishes Read(params (string Name, string? Value)[] variables) => ManagerWishes.Read(
        name => variables.FirstOrDefault(each => each.Name == name).Value, processId: 7);
}
