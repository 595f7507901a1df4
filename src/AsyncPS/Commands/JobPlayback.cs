using AsyncEngine.Storage;
using AsyncPS.Scripting;
using AsyncPS.Scripting.Streams;
using AsyncPS.Scripting.Values;
using Engine = AsyncEngine.Jobs;

namespace AsyncPS.Commands;

/// <summary>Writes again what a job has written: as if it had run here.</summary>
internal sealed class JobPlayback(Cmdlet cmdlet, Job job, IStore store)
{
    /// <summary>How many chunks of recorded streams are read at once.</summary>
    public const int Portion = 64;

    private readonly IReadOnlyList<object?> _outputs = JobHome.In(store, job.ReadOutputs);
    private int _written;

    /// <summary>Leaves out what the job wrote to its host: it was seen there.</summary>
    public bool SkipsHost { get; init; }

    /// <param name="read">Reads recorded chunks from a number on; fewer than a portion are the last.</param>
    public void Play(Func<int, IReadOnlyList<StreamChunk>> read)
    {
        IReadOnlyList<StreamChunk> chunks = [];
        do
        {
            chunks = read(chunks.Count == 0 ? 0 : chunks[^1].Number + 1);
            foreach (var record in chunks.SelectMany(chunk => StreamRecordCodec.Decode(chunk.Bytes)))
            {
                Write(record);
            }
        }
        while (chunks.Count == Portion);

        WriteOutputs(_outputs.Count);
        if (job.Status == JobStatus.Completed && job.Outcome != JobOutcome.Succeeded)
        {
            cmdlet.WriteError(JobErrorRecords.Of(job.EngineError ?? Cancelled(), job.Id));
        }
    }

    private void Write(StreamRecord record)
    {
        switch (record.Value)
        {
            case ErrorRecord error:
                cmdlet.WriteError(error);
                break;
            case WarningRecord warning:
                cmdlet.WriteWarning(warning.Message);
                break;
            case VerboseRecord verbose:
                cmdlet.WriteVerbose(verbose.Message);
                break;
            case DebugRecord debug:
                cmdlet.WriteDebug(debug.Message);
                break;
            case InformationRecord { MessageData: HostInformationMessage } when SkipsHost:
                break;
            case InformationRecord information:
                cmdlet.WriteInformation(information);
                break;
            case int count when record.Kind == StreamKind.Output:
                WriteOutputs(count);
                break;
            default:
                cmdlet.WriteWarning(
                    $"Job {job.Id} wrote more than is recorded; what followed is missing here. Its result is whole.");
                break;
        }
    }

    private void WriteOutputs(int count)
    {
        for (var end = Math.Min(_outputs.Count, _written + count); _written < end;)
        {
            cmdlet.WriteObject(_outputs[_written++]);
        }
    }

    private Engine.JobError Cancelled() => new()
    {
        ErrorId = Engine.ErrorIds.JobCancelled,
        Message = $"Job {job.Id} was stopped.",
    };
}
