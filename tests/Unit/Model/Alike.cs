using Xunit;

namespace Unit.Model;

/// <summary>Compares lists of plain values. The runner's own comparison is slow, and only tells what differs.</summary>
internal static class Alike
{
    public static void Check<T>(IEnumerable<T> expected, IEnumerable<T> actual)
    {
        var (own, theirs) = (expected.ToList(), actual.ToList());
        if (!own.SequenceEqual(theirs))
        {
            Assert.Equal(own, theirs);
        }
    }

    public static void Check<T>(T expected, T actual)
        where T : struct
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
        {
            Assert.Equal(expected, actual);
        }
    }
}
