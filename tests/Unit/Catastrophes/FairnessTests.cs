using System.Globalization;
using Xunit;

namespace Unit.Catastrophes;

/// <summary>
/// SQLite has one writer at a time: nobody may starve for that. How long one add takes depends on the machine and is
/// what the benchmark measures; here it is what one gets done while others do theirs.
/// </summary>
[Collection(CatastropheCollection.Name)]
public sealed class FairnessTests
{
    private const int Adders = 4;
    private const int Count = 1_500;

    [Fact(Timeout = Scene.TimeLimit)]
    public async Task Add_GetsItsTurnLikeOthers_WhenFourProcessesAddAtOnce()
    {
        await using var scene = new Scene(TestContext.Current.CancellationToken);
        var adders = await Task.WhenAll(
            Enumerable.Range(0, Adders).Select(_ => scene.StartReadyAsync("add", $"count={Count}")));
        foreach (var adder in adders)
        {
            adder.Order("go");
        }

        var (quarters, ends) = (new List<long>(), new List<long>());
        foreach (var adder in adders)
        {
            TestContext.Current.TestOutputHelper!.WriteLine($"{adder.Name}: {await adder.HearAsync("latencies")} ms.");
            var times = (await adder.HearAsync("times")).Split(' ').Skip(1)
                .Select(text => long.Parse(text, CultureInfo.InvariantCulture)).ToList();
            quarters.Add(times[0]);
            ends.Add(times[1]);
            Assert.Equal(0, await adder.ExitAsync());
            Assert.Empty(adder.Heard("refused"));
        }

        Assert.True(quarters.Max() < ends.Min(), "When one adder had done all its work, another had not done a quarter.");
        scene.AssertHolds(Adders * Count);
    }
}
