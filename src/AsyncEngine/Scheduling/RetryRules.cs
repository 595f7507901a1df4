namespace AsyncEngine.Scheduling;

/// <summary>The retry policies (R105 to R123). Pure: each decision depends on its question alone.</summary>
internal static class RetryRules
{
    /// <summary>The pause before the second attempt of a job that has attempts but no delay of its own.</summary>
    public static readonly TimeSpan DefaultRetryDelay = TimeSpan.FromSeconds(1);

    // R112: five in all. R115: the tenth interruption ends the job.
    private const int MaxConflicts = 5;
    private const int MaxInterruptions = 10;

    /// <summary>What happens after a call has failed.</summary>
    public static RetryAnswer OnError(RetryQuestion question)
    {
        var answer = question.Policy == RetryPolicyKind.Never ? RetryAnswer.GiveUp : Propose(question);
        return answer.Action == RetryAction.GiveUp || IsInTime(question, answer.Delay) ? answer : RetryAnswer.GiveUp;
    }

    /// <summary>Whether a job that was interrupted may run again.</summary>
    /// <param name="policy">Its policy.</param>
    /// <param name="interruptions">How often it was interrupted before this time.</param>
    public static bool RunsAgainAfterInterruption(RetryPolicyKind policy, int interruptions) => policy switch
    {
        RetryPolicyKind.Never => false,
        RetryPolicyKind.Forever or RetryPolicyKind.Own => true, // Own is asked before the next run
        _ => interruptions + 1 < MaxInterruptions,
    };

    private static RetryAnswer Propose(RetryQuestion question) => question.Kind switch
    {
        FailureKind.Conflict when question.Policy == RetryPolicyKind.Forever || question.Count < MaxConflicts =>
            new RetryAnswer(RetryAction.Again),
        FailureKind.Disconnect => new RetryAnswer(RetryAction.Again, Backoff.Disconnected(question.Count)),
        FailureKind.Ordinary or FailureKind.Conflict when question.Attempt < question.MaxAttempts =>
            new RetryAnswer(RetryAction.Later, Backoff.Doubling(
                question.RetryDelay ?? DefaultRetryDelay, question.Attempt, question.Chance)),
        _ => RetryAnswer.GiveUp,
    };

    // R111 as intended: what could only begin after its deadline is not tried again.
    private static bool IsInTime(RetryQuestion question, TimeSpan delay) =>
        question.ExpiresAt is not { } limit || Moments.After(question.Now, delay) <= limit;
}
