using System.Globalization;
using Xunit;

namespace Unit.Catastrophes;

/// <summary>SQLite has one writer at a time: nobody may starve for that.</summary>
[Collection(CatastropheCollection.Name)]
public sealed class FairnessTests
{
    private const int Adders = 4;
    private const int Count = 1_500;

    [Fact(Timeout = 60_000)]
    public async Task Add_WaitsShortlyOnly_WhenFourProcessesAddAtOnce()
    {
        await using var scene = new Scene(TestContext.Current.CancellationToken);
        var adders = await Task.WhenAll(
            Enumerable.Range(0, Adders).Select(_ => scene.StartReadyAsync("add", $"count={Count}")));
        foreach (var adder in adders)
        {
            adder.Order("go");
        }

        foreach (var adder in adders)
        {
            var milliseconds = (await adder.HearAsync("latencies")).Split(' ').Skip(1)
                .Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToList();
            TestContext.Current.TestOutputHelper!.WriteLine(
                $"{adder.Name}: p50 {milliseconds[0]} ms, p99 {milliseconds[1]} ms, max {milliseconds[2]} ms.");
            Assert.InRange(milliseconds[1], 0, 100);
            Assert.InRange(milliseconds[2], 0, 1_000);
            Assert.Equal(0, await adder.ExitAsync());
            Assert.Empty(adder.Heard("refused"));
        }
    }
}
