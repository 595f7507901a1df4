using AsyncPS.Commands.Parameters;

namespace AsyncPS.Commands;

/// <summary>Gets the results of jobs, and plays back what they wrote to the other streams, in order.</summary>
/// <remarks>
/// A failed job is written as an error, with the stack of its script. Reading never destroys: the same results can be
/// received again, from any session. Of a job that still runs, what it has written so far is played back. -Follow goes on
/// until the job has finished, also when another process runs it; Ctrl+C ends the following, not the job.
/// </remarks>
[Cmdlet(VerbsCommunications.Receive, "AsyncJob")]
[OutputType(typeof(object), typeof(StreamEntry))]
public sealed class ReceiveAsyncJobCommand : WaitingCmdlet
{
    private readonly List<JobRef> _awaited = [];

    /// <summary>Waits for each job to finish first. Results come in the order of the jobs.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>
    /// With -Wait: how long to wait at most, for all of the jobs: a TimeSpan, a number of seconds, or text such as 90s.
    /// When it has passed, the error WaitTimedOut names the jobs that have not finished.
    /// </summary>
    [Parameter]
    [Duration]
    public TimeSpan? Timeout { get; set; }

    /// <summary>
    /// Writes what each job writes while it runs, within moments, and ends when it has finished. Jobs are followed one
    /// after the other. When a job is tried again, a warning says so and the next run is followed.
    /// </summary>
    [Parameter]
    public SwitchParameter Follow { get; set; }

    /// <summary>
    /// Writes an object for each thing that the job wrote, with its time, its stream, its text and its value, instead of
    /// writing to the streams of this session.
    /// </summary>
    [Parameter]
    public SwitchParameter AsRecord { get; set; }

    private protected override void Process()
    {
        if (Wait || Follow || Timeout is not null)
        {
            _awaited.AddRange(JobsHere());
        }
        else
        {
            Receive([.. JobsHere()]);
        }
    }

    private protected override void End()
    {
        if (_awaited.Count == 0)
        {
            return;
        }

        JobRef[] jobs = [.. _awaited.DistinctBy(job => job.Id)];
        var wait = BeginWait([.. jobs.Select(job => job.Id)], any: false, Timeout, showsEach: !Follow);
        foreach (var job in jobs)
        {
            // Jobs before this one are out of the way: if it is open, it is the first.
            bool IsDone() => wait.Open.Count == 0 || wait.Open[0] != job.Id;
            var playback = PlaybackOf(job.Id);
            Continue(wait, () => IsDone() || (Follow && !Try(playback.Follow)));
            if (!IsDone())
            {
                break;
            }

            if (!wait.Missing.Contains(job.Id))
            {
                Receive([job], playback);
            }
        }

        EndWait(wait);
    }

    private JobPlayback PlaybackOf(long id) => Playback(id, AsRecord, skipsProgress: NoProgress);

    private void Receive(JobRef[] references, JobPlayback? begun = null)
    {
        var jobs = Await(token => Reader.RefreshAsync(references, token));
        for (var index = 0; index < jobs.Count; index++)
        {
            if (jobs[index] is { } job)
            {
                Try(() => (begun ?? PlaybackOf(job.Id)).Finish(job));
            }
            else
            {
                WriteNotFound(references[index].Id);
            }
        }
    }
}
