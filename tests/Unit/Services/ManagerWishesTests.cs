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

    [Theory]
    [InlineData("9:123", "socket:[123]", true)]
    [InlineData("9:123", "socket:[1123]", false)]
    [InlineData("9:123", "/dev/pts/1", false)]
    [InlineData("9:123", null, false)]
    [InlineData("123", "socket:[123]", false)]
    [InlineData("9:", "socket:[]", false)]
    [InlineData(null, "socket:[123]", false)]
    public void Journal_IsThere_WhenStandardErrorIsItsStream(string? stream, string? standardError, bool expected) =>
        Assert.Equal(expected, ManagerWishes.Read(_ => stream, processId: 7, standardError).HasJournal);

    private static ManagerWishes Read(params (string Name, string? Value)[] variables) => ManagerWishes.Read(
        name => variables.FirstOrDefault(each => each.Name == name).Value, processId: 7, standardError: null);
}
