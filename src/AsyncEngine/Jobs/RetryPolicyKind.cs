namespace AsyncEngine.Jobs;

/// <summary>Which of the reference's policies decides about conflicts, disconnects and interruptions (R105 to R119).</summary>
public enum RetryPolicyKind
{
    /// <summary>RetryCommonFourTimes: five attempts on conflicts, disconnects for ever, nine interruptions.</summary>
    Common = 0,

    /// <summary>RetryCommonForever: conflicts, disconnects and interruptions without limit.</summary>
    Forever = 1,

    /// <summary>NeverRetry: the first interruption or conflict ends the job.</summary>
    Never = 2,

    /// <summary>A policy of the job's own: a script, or one that the dispatcher knows by name.</summary>
    Own = 3,
}
