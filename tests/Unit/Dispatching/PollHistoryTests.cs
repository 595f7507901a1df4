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
            history.Add(new PollRecord
            {
                At = DateTimeOffset.UnixEpoch,
                Agent = "main",
                Queue = "default",
                Free = 0,
                Claimed = index,
                Settled = 0,
                Duration = TimeSpan.Zero,
            });
        }

        var polls = history.Read();

        Assert.Equal(PollHistory.Capacity, polls.Count);
        Assert.Equal(PollHistory.Capacity + 2, polls[0].Claimed);
        Assert.Equal(3, polls[^1].Claimed);
    }
}
