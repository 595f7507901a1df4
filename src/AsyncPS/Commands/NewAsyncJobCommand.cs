namespace AsyncPS.Commands;

/// <summary>Makes jobs that are not saved yet: to be joined, to be returned by a job, or to be added later.</summary>
/// <remarks>
/// Nothing is written to a store. A job whose whole output is one unsaved job waits for it without a worker, and takes its
/// outcome.
/// </remarks>
[Cmdlet(VerbsCommon.New, "AsyncJob", DefaultParameterSetName = ScriptBlockSet)]
[OutputType(typeof(Job))]
public sealed class NewAsyncJobCommand : JobCallCmdlet
{
    private protected override void Process() => WriteObject(new Job(new JobDraft(NewJob()), Clock.GetUtcNow()));
}
