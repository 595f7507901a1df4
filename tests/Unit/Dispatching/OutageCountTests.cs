using AsyncEngine.Dispatching;
using Xunit;

namespace Unit.Dispatching;

/// <summary>When many requests go to a store at once, which of them tell that it was lost, and that it is back.</summary>
public sealed class OutageCountTests
{
    private readonly Outage _outage = new();

    [Fact]
    public void Failures_AreCounted_UntilAnAnswerEndsTheOutage()
    {
        Assert.Equal(1, _outage.Failed(_outage.Look()));
        Assert.Equal(2, _outage.Failed(_outage.Look()));
        Assert.Equal(2, _outage.Answered(_outage.Look()));
        Assert.Equal(0, _outage.Answered(_outage.Look()));
        Assert.Equal(1, _outage.Failed(_outage.Look()));
    }

    [Fact]
    public void Answer_ToWhatWasAskedBeforeTheOutage_DoesNotEndIt()
    {
        var before = _outage.Look();
        _outage.Failed(_outage.Look());

        Assert.Equal(0, _outage.Answered(before));
        Assert.Equal(2, _outage.Failed(_outage.Look()));
    }

    [Fact]
    public void Failure_OfWhatWasAskedBeforeTheStoreWasBack_IsNoNewOutage()
    {
        var early = _outage.Look();
        _outage.Failed(_outage.Look());
        var during = _outage.Look();
        _outage.Answered(_outage.Look());

        Assert.Equal(0, _outage.Failed(early));
        Assert.Equal(0, _outage.Failed(during));
        Assert.Equal(1, _outage.Failed(_outage.Look()));
    }

    [Fact]
    public void Answer_OfAnEarlierOutage_DoesNotEndALaterOne()
    {
        _outage.Failed(_outage.Look());
        var first = _outage.Look();
        _outage.Answered(first);
        _outage.Failed(_outage.Look());

        Assert.Equal(0, _outage.Answered(first));
    }
}
