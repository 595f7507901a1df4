namespace AsyncEngine.Storage.Relational.Settles;

/// <summary>What a retry policy says when the dispatcher of a running job or callback ended (R115, R118, R119).</summary>
internal static class Interruption
{
    /// <summary>The interruption at which the common policy gives up.</summary>
    private const int Last = 10;

    /// <summary>Whether the job is begun again.</summary>
    /// <param name="policy">The job's policy.</param>
    /// <param name="interruptions">How often it was interrupted, this time included.</param>
    public static bool IsRetried(RetryPolicyKind policy, int interruptions) => policy switch
    {
        RetryPolicyKind.Never => false,
        // The store asks no code: whoever claims the job asks its own policy before it is run.
        RetryPolicyKind.Forever or RetryPolicyKind.Own => true,
        _ => interruptions < Last,
    };
}
