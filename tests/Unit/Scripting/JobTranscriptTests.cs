using AsyncPS.Scripting.Streams;
using Xunit;

namespace Unit.Scripting;

public sealed class JobTranscriptTests
{
    private static readonly DateTimeOffset At = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly JobTranscript _transcript = new();

    private static StreamRecord Counted(int count) => new(StreamKind.Output, At, count);

    private static StreamRecord Said(string text) => new(StreamKind.Warning, At, text);

    private static StreamRecord Values(params object?[] values) => new(StreamKind.Values, At, values);

    private object?[] Add(params StreamRecord[] records)
    {
        foreach (var record in records)
        {
            _transcript.Add(record);
        }

        return Read();
    }

    private object?[] Read() => [.. _transcript.Read().Select(record => record.Value)];

    private object?[] Rest() => [.. _transcript.Rest(At).Select(record => record.Value)];

    [Fact]
    public void Output_StandsWhereItWasCounted_WhenAllOfItIsKnown()
    {
        _transcript.Complete([1, 2, 3]);

        Assert.Equal([1, 2, "w", "v"], Add(Counted(2), Said("w"), Said("v")));
        Assert.Equal([3], Rest());
    }

    [Fact]
    public void Record_WaitsForTheOutputBeforeIt_WhileTheJobRuns()
    {
        Assert.Empty(Add(Counted(2), Said("w")));
        Assert.Equal([1], Add(Values(1)));
        Assert.Equal([2, "w"], Add(Values(2)));
        Assert.Empty(Rest());
    }

    [Fact]
    public void Output_IsGivenOnce_WhenItWasFollowedAndTheJobHasEnded()
    {
        Assert.Equal([1], Add(Counted(1), Values(1)));
        Assert.Empty(Add(Counted(1), Said("late")));

        _transcript.Complete([1, 2, 3]);

        Assert.Equal([2, "late"], Read());
        Assert.Equal([3], Rest());
    }

    [Fact]
    public void Records_DoNotWait_ForOutputThatComesOnlyAtTheEnd()
    {
        Assert.Equal([1, "w"], Add(Counted(1), Values(1), Counted(5), Said("w"), Values()));
        Assert.True(_transcript.IsShort);

        _transcript.Complete([1, 2, 3, 4, 5, 6]);

        Assert.Equal([2, 3, 4, 5, 6], Rest());
    }

    [Fact]
    public void Records_DoNotWait_OnceReleased()
    {
        Assert.Empty(Add(Counted(1), Said("w")));

        _transcript.Release();

        Assert.Equal(["w"], Read());
    }
}
