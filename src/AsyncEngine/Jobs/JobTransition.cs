namespace AsyncEngine.Jobs;

/// <summary>The table T1 to T13 of the job model: which status may follow which.</summary>
internal static class JobTransition
{
    private static readonly HashSet<(JobStatus From, JobStatus To)> Moves =
    [
        (JobStatus.New, JobStatus.Pending),          // T1  put, put back
        (JobStatus.Pending, JobStatus.New),          // T2  pulled or removed
        (JobStatus.Pending, JobStatus.Assigned),     // T3  claimed
        (JobStatus.Assigned, JobStatus.Active),      // T4  its call begins
        (JobStatus.New, JobStatus.Active),           // T5  direct call; callbacks
        (JobStatus.Active, JobStatus.Callbacks),     // T6  its call ended
        (JobStatus.Active, JobStatus.Active),        // T7, T8  returned a job; retried at once
        (JobStatus.Active, JobStatus.New),           // T9, T13  rescheduled; interrupted callback
        (JobStatus.Assigned, JobStatus.New),         // T10 its dispatcher stopped or died
        (JobStatus.New, JobStatus.Callbacks),        // T11 failed before it started
        (JobStatus.Pending, JobStatus.Callbacks),    // T11
        (JobStatus.Assigned, JobStatus.Callbacks),   // T11
        (JobStatus.Callbacks, JobStatus.Completed),  // T12 no callback is left
    ];

    /// <summary>Whether a job may move from one status to the other in a single step.</summary>
    /// <param name="from">The status that the job has.</param>
    /// <param name="to">The status that it would have.</param>
    public static bool IsLegal(JobStatus from, JobStatus to) => Moves.Contains((from, to));
}
