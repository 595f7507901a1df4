using System.Data.Common;
using AsyncEngine.Jobs;
using AsyncEngine.Scheduling;
using Xunit;

namespace Unit.Scheduling;

public class FailureKindsTests
{
    [Theory]
    [InlineData(ErrorIds.StoreBusy, nameof(FailureKind.Conflict))]
    [InlineData(ErrorIds.StoreUnavailable, nameof(FailureKind.Disconnect))]
    [InlineData(ErrorIds.MethodNotFound, nameof(FailureKind.Hopeless))]
    [InlineData(ErrorIds.PayloadTooLarge, nameof(FailureKind.Hopeless))]
    [InlineData(ErrorIds.QueueNotFound, nameof(FailureKind.Ordinary))]
    public void Of_GoesById_ForErrorsOfTheEngine(string errorId, string expected) =>
        Assert.Equal(expected, FailureKinds.Of(new AsyncEngineException(errorId, "x")).ToString());

    [Theory]
    [InlineData(true, nameof(FailureKind.Conflict))]
    [InlineData(false, nameof(FailureKind.Ordinary))]
    public void Of_AsksADatabaseErrorWhetherItIsTransient(bool isTransient, string expected) =>
        Assert.Equal(expected, FailureKinds.Of(new TestDbException(isTransient)).ToString());

    [Fact]
    public void Of_LooksIntoAnAggregateOfOne() =>
        Assert.Equal(FailureKind.Conflict, FailureKinds.Of(new AggregateException(new TestDbException(true))));

    [Fact]
    public void Of_IsOrdinary_ForAnythingElse() =>
        Assert.Equal(FailureKind.Ordinary, FailureKinds.Of(new InvalidOperationException()));

    private sealed class TestDbException(bool isTransient) : DbException
    {
        public override bool IsTransient => isTransient;
    }
}
