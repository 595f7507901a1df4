using AsyncPS;
using AsyncPS.Session;
using Xunit;

namespace Unit.Cmdlets;

public sealed class StoreAddressTests
{
    [Theory]
    [InlineData("Host=localhost;Database=jobs", true)]
    [InlineData("postgres://user@server/jobs", true)]
    [InlineData("postgresql://server/jobs", true)]
    [InlineData("  server = db1; port=5432", true)]
    [InlineData("jobs.db", false)]
    [InlineData("./host/jobs.db", false)]
    [InlineData("C:\\hosts\\jobs.db", false)]
    [InlineData("host.db", false)]
    [InlineData("a=b.db", false)]
    public void IsConnectionString_TellsServersFromFiles(string text, bool expected) =>
        Assert.Equal(expected, StoreAddress.IsConnectionString(text));

    [Fact]
    public void Equals_LooksAtThePathAlone() => Assert.Equal(
        new StoreAddress("/a/jobs.db", Durability.Full), new StoreAddress("/a/jobs.db", Durability.Normal));
}
