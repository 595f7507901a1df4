using AsyncEngine.Storage;
using AsyncEngine.Storage.Relational.Measures;
using Xunit;

namespace Unit.Storage.Measures;

public sealed class DurationSketchTests
{
    private static DurationStatistics Of(IEnumerable<long> durations)
    {
        var sketch = new DurationSketch();
        var job = 0L;
        foreach (var duration in durations)
        {
            sketch.Add(duration, ++job);
        }

        return sketch.Read();
    }

    private static long Microseconds(TimeSpan? duration) => duration!.Value.Ticks / TimeSpan.TicksPerMicrosecond;

    [Fact]
    public void Read_IsEmpty_WhenNothingWasAdded() => Assert.Equal(new DurationStatistics(), Of([]));

    [Fact]
    public void Percentiles_AreTheNearestRanks_OfAFew()
    {
        var read = Of(Enumerable.Range(1, 200).Select(number => (long)number).Reverse());

        Assert.Equal((100L, 190L, 198L), (Microseconds(read.P50), Microseconds(read.P95), Microseconds(read.P99)));
        Assert.Equal((1L, 200L, 200L, 1L), (Microseconds(read.Shortest), read.ShortestJob, Microseconds(read.Longest), read.LongestJob));
        Assert.Equal(100, Microseconds(read.Average));
    }

    [Fact]
    public void ClocksThatDisagree_GiveZero() => Assert.Equal(TimeSpan.Zero, Of([-5]).Shortest);

    [Fact]
    public void Percentiles_OfMany_AreWithinOnePercent_AndEndsAreExact()
    {
        const int Count = 10 * DurationSketch.MostExact;
        var random = new Random(20061);
        var durations = Enumerable.Range(0, Count).Select(_ => (long)Math.Exp(random.NextDouble() * 25)).ToArray();
        var read = Of(durations);
        Array.Sort(durations);

        foreach (var (percent, found) in new[] { (50, read.P50), (95, read.P95), (99, read.P99) })
        {
            var exact = durations[(Count * percent / 100) - 1];
            Assert.InRange(Microseconds(found), exact, exact + (exact / 100) + 1);
        }

        Assert.Equal((durations[0], durations[^1], (long)Count), (Microseconds(read.Shortest), Microseconds(read.Longest), read.Count));
    }
}
