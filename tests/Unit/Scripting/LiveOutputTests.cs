using AsyncEngine.Calls;
using AsyncEngine.Storage;
using AsyncPS.Scripting.Streams;
using AsyncPS.Scripting.Workers;
using Xunit;

namespace Unit.Scripting;

/// <summary>What a flusher gets of the output of a job that still runs.</summary>
public sealed class LiveOutputTests
{
    private readonly JobSink _sink = new(new ScriptWorkerOptions());
    private readonly OutputRecorder _recorder = new(new RunKey(1, 1), 1 << 24);

    private StreamRecord[] Flush() =>
        [.. _recorder.Take()?.Chunks.SelectMany(StreamRecordCodec.Decode) ?? []];

    private static string[] Texts(IEnumerable<StreamRecord> records) => [.. records.Select(record =>
        $"{record.Kind} {(record.Value is object?[] values ? string.Join(',', values) : record.Value)}")];

    [Fact]
    public void Output_IsBrought_WhenAFlushComes()
    {
        _sink.Begin(_recorder);
        _sink.Output(1);
        _sink.Output("two");

        Assert.Equal(["Output 2", "Values 1,two"], Texts(Flush()));
        Assert.Empty(Flush());

        _sink.Output(3);
        Assert.Equal(["Output 1", "Values 3"], Texts(Flush()));
        _sink.End();
    }

    [Fact]
    public void Output_IsNotRecorded_WhenTheJobEndsBeforeAFlush()
    {
        _sink.Begin(_recorder);
        _sink.Output(1);
        var result = _sink.End();

        Assert.Empty(Flush());
        Assert.False(_recorder.WasUsed);
        Assert.False(result.IsEmpty);
    }

    [Fact]
    public void Output_OfTheNextJob_IsNotBroughtToTheOneBefore()
    {
        var next = new OutputRecorder(new RunKey(2, 1), 1 << 24);
        _sink.Begin(_recorder);
        _sink.Output(1);
        _sink.End();
        _sink.Begin(next);
        _sink.Output(2);

        Assert.Empty(Flush());
        Assert.NotNull(next.Take());
        _sink.End();
    }

    [Fact]
    public void Output_ComesNoMore_WhenItIsTooMuch()
    {
        _sink.Begin(_recorder);
        _sink.Output(1);
        Flush();
        _sink.Output(new string('x', 2 << 20));
        Assert.Equal(["Output 1", "Values "], Texts(Flush()));

        _sink.Output(3);
        Assert.Equal(["Output 1"], Texts(Flush()));
        Assert.True(_sink.End().Length > 2 << 20);
    }
}
