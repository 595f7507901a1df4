namespace AsyncEngine.Jobs;

/// <summary>Where a job stands. The legal moves between statuses are in <see cref="JobTransition"/>.</summary>
public enum JobStatus
{
    /// <summary>Known to its maker only, or taken out of its queue.</summary>
    New,

    /// <summary>Waits in a queue: ready, held until its time, or behind a full quota.</summary>
    Pending,

    /// <summary>Claimed by a dispatcher, its call not begun.</summary>
    Assigned,

    /// <summary>Its call runs, or it waits for the job that its call returned.</summary>
    Active,

    /// <summary>Its outcome is stored, its callbacks run.</summary>
    Callbacks,

    /// <summary>Finished. A job never leaves this status.</summary>
    Completed,
}
