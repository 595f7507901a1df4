namespace AsyncEngine;

/// <summary>The result of a job was asked for that failed or was stopped.</summary>
public sealed class JobFailedException : AsyncEngineException
{
    internal JobFailedException(long jobId, JobOutcome outcome, JobError error)
        : base(error.ErrorId, $"Job {jobId} {Verb(outcome)}: {error.Message}")
    {
        JobId = jobId;
        Outcome = outcome;
        Error = error;
        Target = jobId;
    }

    /// <summary>The job.</summary>
    public long JobId { get; }

    /// <summary>Failed or cancelled.</summary>
    public JobOutcome Outcome { get; }

    /// <summary>Why, with the stack of where it happened.</summary>
    public JobError Error { get; }

    private static string Verb(JobOutcome outcome) => outcome == JobOutcome.Cancelled ? "was stopped" : "failed";
}
