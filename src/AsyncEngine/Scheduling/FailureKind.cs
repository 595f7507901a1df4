namespace AsyncEngine.Scheduling;

/// <summary>What kind of failure a call met; the retry rules treat each in its own way.</summary>
internal enum FailureKind
{
    /// <summary>Any error of the job's own code: retried only as far as <c>MaxAttempts</c> says.</summary>
    Ordinary,

    /// <summary>A database lost a race that it may win the next time (R112).</summary>
    Conflict,

    /// <summary>The store cannot be reached (R113).</summary>
    Disconnect,

    /// <summary>It would fail again for the same reason, however often it were tried.</summary>
    Hopeless,
}
