using AsyncEngine.Calls;
using AsyncPS.Scripting.Values;

namespace AsyncPS.Scripting.Streams;

/// <summary>Records what one job writes, in order, up to the limit of its recorder.</summary>
internal sealed class StreamRecorder(OutputRecorder recorder, TimeProvider time)
{
    private int _outputs;
    private bool _isFull;

    /// <summary>An output object was written. Noted only when something else follows: most jobs only write output.</summary>
    public void CountOutput() => _outputs++;

    /// <summary>A record of another stream was written.</summary>
    public void Record(object record)
    {
        if (_isFull)
        {
            return;
        }

        var now = time.GetUtcNow();
        if (_outputs > 0)
        {
            Add(StreamRecordCodec.Encode(StreamKind.Output, now, ScriptValues.Codec.Encode(_outputs)), now);
            _outputs = 0;
        }

        Add(Encode(record, now), now);
    }

    private static byte[] Encode(object record, DateTimeOffset now)
    {
        try
        {
            var (kind, value) = StreamPayload.Of(record);
            return StreamRecordCodec.Encode(kind, now, ScriptValues.Codec.Encode(value));
        }
        catch (Exception exception) when (exception is AsyncEngineException or RuntimeException)
        {
            // What cannot be stored, or throws when it is looked at, is recorded by name: a record never fails a job.
            var (kind, value) = StreamPayload.TextOf(record);
            return StreamRecordCodec.Encode(kind, now, ScriptValues.Codec.Encode(value));
        }
    }

    private void Add(byte[] bytes, DateTimeOffset now)
    {
        if (!_isFull && !recorder.TryRecord(bytes))
        {
            _isFull = true;
            recorder.TryRecord(StreamRecordCodec.Encode(StreamKind.Truncated, now, Payload.Empty), force: true);
        }
    }
}
