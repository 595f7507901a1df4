using AsyncEngine.Storage.Sqlite.Connections;
using Xunit;

namespace Unit.Storage.Sqlite;

/// <summary>Where a store's file may be: on this machine.</summary>
public sealed class NetworkPathTests
{
    [Theory]
    [InlineData(@"\\server\share\jobs", true)]
    [InlineData(@"\\?\UNC\server\share", true)]
    [InlineData(@"\\?\unc\server\share", true)]
    [InlineData(@"\\?\C:\jobs", false)]
    [InlineData(@"\\.\C:\jobs", false)]
    [InlineData(@"\\?\Volume{b75e2c83-0000-0000-0000-602f00000000}\jobs", false)]
    [InlineData(@"C:\jobs", false)]
    [InlineData("/srv/jobs", false)]
    public void Share_IsToldFromAPathOfThisMachine(string path, bool isShare) =>
        Assert.Equal(isShare, NetworkPath.IsShare(path));

    [Fact]
    public void TemporaryFolder_IsOnThisMachine() => Assert.False(NetworkPath.Is(Path.GetTempPath()));

    [Fact]
    public void Share_IsTheNetworks_OnWindows()
    {
        Assert.SkipUnless(OperatingSystem.IsWindows(), "A name like any other elsewhere.");

        Assert.True(NetworkPath.Is(@"\\localhost\c$\jobs"));
        Assert.False(NetworkPath.Is(@"\\?\" + Path.GetTempPath()));
    }
}
