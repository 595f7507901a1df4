using System.Globalization;

namespace AsyncEngine.Storage.Relational.Settles;

/// <summary>The errors of jobs that the store itself ends.</summary>
internal static class Faults
{
    /// <summary>It may not begin any more (R019).</summary>
    public static JobError Expired(long expiresAt) => new()
    {
        ErrorId = ErrorIds.JobExpired,
        Message = string.Create(
            CultureInfo.InvariantCulture,
            $"The job had to begin by {Moment.ToMoment(expiresAt):yyyy-MM-dd HH:mm:ss.ffffff} UTC, and no worker was "
                + $"free for it until then. Add it again with a later limit, or start more agents."),
    };

    /// <summary>Somebody stopped it before its call began, or asked it to stop.</summary>
    public static JobError Cancelled { get; } = new()
    {
        ErrorId = ErrorIds.JobCancelled,
        Message = "The job was stopped.",
    };

    /// <summary>Its dispatcher ended under it, and it is not begun again (R115, R119).</summary>
    public static JobError Aborted(RetryPolicyKind policy, int interruptions) => new()
    {
        ErrorId = ErrorIds.JobAborted,
        Message = policy == RetryPolicyKind.Never
            ? "The dispatcher of the job ended while the job ran, and its retry policy is Never."
            : string.Create(
                CultureInfo.InvariantCulture,
                $"The dispatcher of the job ended while the job ran, {interruptions} times. It is not begun again."),
    };
}
