using AsyncEngine.Calls;
using AsyncPS.Scripting.Values;

namespace AsyncPS.Scripting.Streams;

/// <summary>Records what one job writes, in order, up to the limit of its recorder.</summary>
internal sealed class StreamRecorder(OutputRecorder recorder, TimeProvider time)
{
    private int _outputs;
    private DateTimeOffset _outputsSince;
    private ProgressPace? _pace;
    private bool _isFull;

    /// <summary>
    /// An output object was written. Noted only when something else follows, or a flush comes while the job runs: most
    /// jobs only write output.
    /// </summary>
    public void CountOutput()
    {
        if (_outputs++ == 0)
        {
            _outputsSince = time.GetUtcNow();
        }
    }

    /// <summary>Records the output objects that were counted and what they are.</summary>
    /// <param name="values">The objects; empty = no more of them will come.</param>
    public void RecordValues(Payload values)
    {
        RecordCount();
        if (!_isFull)
        {
            recorder.TryRecord(StreamRecordCodec.Encode(StreamKind.Values, time.GetUtcNow(), values), force: true);
        }
    }

    /// <summary>Records that output objects were written since the last record, if so.</summary>
    public void RecordCount()
    {
        if (_outputs > 0)
        {
            var count = ScriptValues.Codec.Encode(_outputs);
            Add(StreamRecordCodec.Encode(StreamKind.Output, _outputsSince, count), _outputsSince);
            _outputs = 0;
        }
    }

    /// <summary>A record of another stream was written.</summary>
    public void Record(object record)
    {
        if (_isFull)
        {
            return;
        }

        var now = time.GetUtcNow();
        if (record is ProgressRecord bar && !(_pace ??= new ProgressPace()).Takes(bar, now))
        {
            return;
        }

        RecordCount();
        Add(Encode(record, now), now);
    }

    private static byte[] Encode(object record, DateTimeOffset now)
    {
        try
        {
            var (kind, value) = StreamPayload.Of(record);
            return StreamRecordCodec.Encode(kind, now, ScriptValues.Codec.Encode(value));
        }
        catch (Exception)
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
