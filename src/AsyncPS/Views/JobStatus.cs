namespace AsyncPS;

/// <summary>Where a job stands.</summary>
public enum JobStatus
{
    /// <summary>Not in a queue: added by a job that still runs.</summary>
    New,

    /// <summary>Waits in its queue; <see cref="Job.WaitingFor"/> says for what.</summary>
    Pending,

    /// <summary>Claimed by a dispatcher, not begun.</summary>
    Assigned,

    /// <summary>Runs.</summary>
    Active,

    /// <summary>Has its outcome; its callbacks run.</summary>
    Callbacks,

    /// <summary>Finished.</summary>
    Completed,
}
