using Xunit;

namespace Unit.Catastrophes;

/// <summary>
/// Processes that open new stores at the same moment, and that come and go: the first one creates the tables, the last
/// one out closes the file for good. Nobody may be told of either.
/// </summary>
[Collection(CatastropheCollection.Name)]
public sealed class OpeningTests
{
    private const int Visitors = 4;

    [Theory(Timeout = Scene.TimeLimit)]
    [InlineData(40, 1)]
    [InlineData(1, 100)]
    public async Task Open_IsNeverRefused_WhenOthersOpenAndCloseTheSameStore(int stores, int visits)
    {
        await using var scene = new Scene(TestContext.Current.CancellationToken);
        var visitors = await Task.WhenAll(Enumerable.Range(0, Visitors)
            .Select(_ => scene.StartReadyAsync("visit", $"stores={stores}", $"visits={visits}")));
        foreach (var visitor in visitors)
        {
            visitor.Order("go");
        }

        foreach (var visitor in visitors)
        {
            Assert.Equal(0, await visitor.ExitAsync());
            Assert.Empty(visitor.Heard("refused"));
        }

        for (var i = 0; i < stores; i++)
        {
            StoreAudit.AssertSound($"{scene.StorePath}.{i}");
            Assert.Equal(Visitors * visits, StoreAudit.ReadJobs($"{scene.StorePath}.{i}").Count);
        }
    }
}
