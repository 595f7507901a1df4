using AsyncEngine.Storage.Sqlite.Writing;
using Xunit;

namespace Unit.Storage.Sqlite;

public sealed class SiblingsTests
{
    [Theory]
    [InlineData(16, 10, 15, 9, true)]
    [InlineData(4, 10, 1, 0, true)]

    // All of them are there, or more.
    [InlineData(16, 10, 16, 0, false)]
    [InlineData(16, 10, 20, 0, false)]

    // They were too few to be waited for.
    [InlineData(3, 10, 1, 0, false)]

    // They were waited for as long as their group took; for 2 ms at most.
    [InlineData(16, 10, 15, 10, false)]
    [InlineData(16, 90, 15, 19, true)]
    [InlineData(16, 90, 15, 20, false)]
    public void AreExpected_AfterAGroup_UntilAllAreThereOrItsTimeIsOver(
        int lastCount, int lastTook, int count, int waited, bool areExpected)
    {
        var siblings = new Siblings();

        siblings.Note(lastCount, TenthsOfMilliseconds(lastTook));

        Assert.Equal(areExpected, siblings.AreExpected(count, TenthsOfMilliseconds(waited)));
    }

    [Fact]
    public void AreExpected_IsFalse_BeforeAnyGroup() => Assert.False(new Siblings().AreExpected(0, TimeSpan.Zero));

    private static TimeSpan TenthsOfMilliseconds(int count) => TimeSpan.FromMicroseconds(100 * count);
}
