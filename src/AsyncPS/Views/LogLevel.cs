namespace AsyncPS;

/// <summary>How grave a log entry is.</summary>
public enum LogLevel
{
    /// <summary>Each turn of each agent, each job: for finding an error of AsyncPS itself.</summary>
    Debug = 1,

    /// <summary>What the dispatcher does: it starts, stops, takes over jobs.</summary>
    Information = 2,

    /// <summary>Something went wrong and goes on by itself: a job is tried again, a dispatcher was silent.</summary>
    Warning = 3,

    /// <summary>A job failed, the store does not answer.</summary>
    Error = 4,

    /// <summary>What should not happen at all.</summary>
    Critical = 5,
}
