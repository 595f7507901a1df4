using AsyncEngine.Storage;
using AsyncPS.Completion;
using AsyncPS.Errors;

namespace AsyncPS.Commands;

/// <summary>A cmdlet that takes jobs: objects or ids, as argument or from the pipeline, by value only.</summary>
public abstract class JobCmdlet : StoreCmdlet
{
    private protected JobCmdlet()
    {
    }

    /// <summary>
    /// Jobs: objects, also such as come back from another session, or ids. Never taken from another object's Id.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("Id")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(JobCompleter))]
    public JobRef[] Job { get; set; } = null!;

    /// <summary>The jobs that can be of this store; each other one is an error.</summary>
    private protected IReadOnlyList<JobRef> JobsHere() => KeepHere(Job);

    private protected JobReader Reader => new(Storage, Clock);

    private protected void WriteNotFound(long id) => WriteError(EngineErrors.ToRecord(Refusals.JobNotFound(id)));

    /// <summary>What plays back a job, reading its streams from the store.</summary>
    private protected JobPlayback Playback(
        long id, bool asRecord = false, bool skipsHost = false, bool skipsProgress = false) =>
        new(this, Storage, id, last => ReadStream(id, last))
        {
            AsRecord = asRecord,
            SkipsHost = skipsHost,
            SkipsProgress = skipsProgress,
        };

    private IReadOnlyList<StreamChunk> ReadStream(long id, StreamChunk? last) => Await(token => last is null
        ? Storage.Live.ReadStreamAsync(id, 0, JobPlayback.Portion, token)
        : Storage.Live.FollowStreamAsync(id, last.Run, last.Number, JobPlayback.Portion, token));

    /// <summary>Brings the objects up to date that were given, and writes those that exist.</summary>
    private protected void WriteRefreshed(IReadOnlyList<JobRef> jobs)
    {
        foreach (var job in Await(token => Reader.RefreshAsync(jobs, token)))
        {
            if (job is not null)
            {
                WriteObject(job);
            }
        }
    }
}
