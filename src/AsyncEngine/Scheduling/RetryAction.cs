namespace AsyncEngine.Scheduling;

/// <summary>The three answers to a failed call (R105).</summary>
internal enum RetryAction
{
    /// <summary>The failure is the job's outcome.</summary>
    GiveUp,

    /// <summary>Run again in the same thread, within the same run.</summary>
    Again,

    /// <summary>Back to the queue; another run.</summary>
    Later,
}
