namespace AsyncPS;

/// <summary>How far a script job is kept apart from others.</summary>
public enum JobIsolation
{
    /// <summary>In a runspace of the dispatcher's process that other jobs have used, and that was put back after them.</summary>
    Shared,

    /// <summary>In the dispatcher's process, in a runspace that no other job has used.</summary>
    Fresh,

    /// <summary>In a child process, which can be killed whatever the job does.</summary>
    Process,
}
