using System.Reflection;
using AsyncEngine.Calls.Methods;
using AsyncEngine.Jobs;
using Xunit;

namespace Unit.Calls;

public class ErrorCaptureTests
{
    [Fact]
    public void Of_KeepsTypeMessageStackAndCause_R083()
    {
        var error = ErrorCapture.Of(Thrown(new InvalidOperationException("outer", new FormatException("inner"))));

        Assert.Equal("InvalidOperationException", error.ErrorId);
        Assert.Equal(typeof(InvalidOperationException).FullName, error.Type);
        Assert.Equal("outer", error.Message);
        Assert.Contains(nameof(Thrown), error.StackTrace, StringComparison.Ordinal);
        Assert.Equal("inner", error.Inner?.Message);
    }

    [Fact]
    public void Of_KeepsTheIdOfTheEnginesErrors_R088() =>
        Assert.Equal(
            ErrorIds.QueueNotFound,
            ErrorCapture.Of(new AsyncEngineException(ErrorIds.QueueNotFound, "gone")).ErrorId);

    [Fact]
    public void Of_LooksThroughWrappers() =>
        Assert.Equal(
            "real",
            ErrorCapture.Of(new TargetInvocationException(new AggregateException(new FormatException("real")))).Message);

    [Fact]
    public void Of_KeepsAnAggregateOfSeveral() =>
        Assert.Equal(
            nameof(AggregateException),
            ErrorCapture.Of(new AggregateException(new FormatException(), new ArgumentException())).ErrorId);

    [Fact]
    public void Of_NeverFails_WhenTheExceptionDoes_R085()
    {
        var error = ErrorCapture.Of(new HostileException());

        Assert.Contains("could not be read", error.Message, StringComparison.Ordinal);
        Assert.Contains("could not be read", error.StackTrace, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_CutsWhatIsTooLong_R089()
    {
        var error = ErrorCapture.Of(new FormatException(new string('x', 1_000_000)));

        Assert.InRange(error.Message.Length, 10_000, 10_100);
        Assert.EndsWith("(cut)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_EndsSomewhere_WhenCausesDoNot_R085()
    {
        Exception exception = new FormatException("deepest");
        for (var i = 0; i < 100_000; i++)
        {
            exception = new FormatException("level", exception);
        }

        var depth = 0;
        for (var error = ErrorCapture.Of(exception); error is not null; error = error.Inner)
        {
            depth++;
        }

        Assert.InRange(depth, 2, 20);
    }

    private static Exception Thrown(Exception exception)
    {
        try
        {
            throw exception;
        }
        catch (Exception caught)
        {
            return caught;
        }
    }

    private sealed class HostileException : Exception
    {
        public override string Message => throw new InvalidOperationException("no message for you");

        public override string? StackTrace => throw new InvalidOperationException("no stack for you");
    }
}
