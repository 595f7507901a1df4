using AsyncEngine.Dispatching;
using Xunit;

namespace Unit.Dispatching;

/// <summary>The polls that a dispatcher remembers.</summary>
public sealed class PollHistoryTests
{
    [Fact]
    public void Polls_AreKept_NewestFirstAndUpToABound_R199_R201()
    {
        var history = new PollHistory();
        for (var index = 0; index < PollHistory.Capacity + 3; index++)
        {
            history.Add(Poll(index));
        }

        var polls = history.Read();

        Assert.Equal(PollHistory.Capacity, polls.Count);
        Assert.Equal(PollHistory.Capacity + 2, polls[0].Claimed);
        Assert.Equal(3, polls[^1].Claimed);
    }

    // The reference's vectors: polls 4 to 0, newest first.
    [Fact]
    public void Poll_OfAMoment_IsThatOneOrTheNextOlder_R200()
    {
        var history = new PollHistory();
        for (var index = 0; index < 5; index++)
        {
            history.Add(Poll(index));
        }

        Assert.Equal(2, history.Read(at: Moment(2))[0].Claimed);
        Assert.Equal(2, history.Read(at: Moment(2.5))[0].Claimed);
        Assert.Equal(1, history.Read(before: Moment(2))[0].Claimed);
        Assert.Empty(history.Read(before: Moment(0)));
    }

    // Section 19 of the rules, 23: the reference gives one more, older than since.
    [Fact]
    public void Polls_SinceAMoment_IncludeItsOwn_AndNoOlderOne_R201()
    {
        var history = new PollHistory();
        for (var index = 0; index < 5; index++)
        {
            history.Add(Poll(index));
        }

        Assert.Equal([4, 3, 2], history.Read(since: Moment(2)).Select(poll => poll.Claimed));
        Assert.Equal([3, 2], history.Read(at: Moment(3), since: Moment(1.5)).Select(poll => poll.Claimed));
    }

    private static DateTimeOffset Moment(double seconds) => DateTimeOffset.UnixEpoch.AddSeconds(seconds);

    private static PollRecord Poll(int number) => new()
    {
        At = Moment(number),
        Agent = "main",
        Queue = "default",
        Free = 0,
        Claimed = number,
        Settled = 0,
        Duration = TimeSpan.Zero,
    };
}
