using AsyncEngine.Storage;
using AsyncPS.Scripting;
using AsyncPS.Scripting.Streams;
using AsyncPS.Scripting.Values;
using Engine = AsyncEngine.Jobs;

namespace AsyncPS.Commands;

/// <summary>Writes again what a job has written: as if it had run here, or as objects that say when and where to.</summary>
/// <param name="cmdlet">Who writes.</param>
/// <param name="store">The job's store.</param>
/// <param name="jobId">The job.</param>
/// <param name="read">Reads recorded chunks after one, or from the first of the last run on; fewer than a portion are the last.</param>
internal sealed class JobPlayback(
    Cmdlet cmdlet, IStore store, long jobId, Func<StreamChunk?, IReadOnlyList<StreamChunk>> read)
{
    /// <summary>How many chunks of recorded streams are read at once.</summary>
    public const int Portion = 64;

    private JobTranscript _transcript = new();
    private StreamChunk? _last;
    private bool _wasShort;
    private bool _isFollowed;

    /// <summary>Leaves out what the job wrote to its host: it was seen there.</summary>
    public bool SkipsHost { get; init; }

    /// <summary>Leaves out the bars that the job showed.</summary>
    public bool SkipsProgress { get; init; }

    /// <summary>Writes <see cref="StreamEntry"/> objects.</summary>
    public bool AsRecord { get; init; }

    /// <summary>Writes what the job, which may still run, has written since the last call.</summary>
    public void Follow()
    {
        _isFollowed = true;
        Advance();
        if (_transcript.IsShort && !_wasShort)
        {
            _wasShort = true;
            cmdlet.WriteWarning(
                $"Job {jobId} writes more output than can be followed; the rest of it comes when the job has ended.");
        }
    }

    /// <summary>Writes all that has not been written yet, and how the job ended if it has.</summary>
    /// <param name="job">The job, read before its streams.</param>
    public void Finish(Job job)
    {
        Advance();
        if (job.Status is not (JobStatus.Callbacks or JobStatus.Completed))
        {
            _transcript.Release();
            WriteAll(_transcript.Read());
            return;
        }

        // Its last run may have recorded nothing. A callback's run is that of the job that was claimed for it.
        if (_last is not null && job.ParentId is null && job.Run > _last.Run)
        {
            BeginRun();
        }

        var endedAt = job.EndedAt ?? job.CompletedAt ?? job.CreatedAt;
        _transcript.Complete(JobHome.In(store, job.ReadOutputs));
        WriteAll(_transcript.Read());
        WriteAll(_transcript.Rest(endedAt));
        if (job.Status == JobStatus.Completed && job.Outcome != JobOutcome.Succeeded)
        {
            var error = JobErrorRecords.Of(job.EngineError ?? Cancelled(), jobId);
            Write(new StreamRecord(StreamKind.Error, endedAt, error));
        }
    }

    private void Advance()
    {
        IReadOnlyList<StreamChunk> chunks;
        do
        {
            chunks = read(_last);
            foreach (var chunk in chunks)
            {
                if (_last is not null && chunk.Run != _last.Run)
                {
                    BeginRun();
                    if (_isFollowed)
                    {
                        cmdlet.WriteWarning($"Job {jobId} is run again; what follows was written by its next run.");
                    }
                }

                _last = chunk;
                Take(chunk);
            }
        }
        while (chunks.Count == Portion);
    }

    private void Take(StreamChunk chunk)
    {
        foreach (var record in JobHome.In(store, () => StreamRecordCodec.Decode(chunk.Bytes).ToList()))
        {
            _transcript.Add(record);
        }

        WriteAll(_transcript.Read());
    }

    // What the earlier run wrote last may never have reached the store.
    private void BeginRun()
    {
        _transcript.Release();
        WriteAll(_transcript.Read());
        _transcript = new JobTranscript();
        _wasShort = false;
    }

    private void WriteAll(IEnumerable<StreamRecord> records)
    {
        foreach (var record in records)
        {
            Write(record);
        }
    }

    private void Write(StreamRecord record)
    {
        if (AsRecord)
        {
            cmdlet.WriteObject(new StreamEntry(jobId, record));
            return;
        }

        switch (record.Value)
        {
            case var output when record.Kind == StreamKind.Output:
                cmdlet.WriteObject(output);
                break;
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
            case ProgressRecord when SkipsProgress:
                break;
            case ProgressRecord bar:
                cmdlet.WriteProgress(bar);
                break;
            case InformationRecord information:
                cmdlet.WriteInformation(information);
                break;
            default:
                cmdlet.WriteWarning(
                    $"Job {jobId} wrote more than is recorded; what followed is missing here. Its result is whole.");
                break;
        }
    }

    private Engine.JobError Cancelled() => new()
    {
        ErrorId = Engine.ErrorIds.JobCancelled,
        Message = $"Job {jobId} was stopped.",
    };
}
