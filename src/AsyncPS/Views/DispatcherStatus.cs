namespace AsyncPS;

/// <summary>How a dispatcher does.</summary>
public enum DispatcherStatus
{
    /// <summary>It was stopped, or was declared dead and cleaned up.</summary>
    Stopped,

    /// <summary>It is active and has given no sign of life since then; it is not late.</summary>
    Starting,

    /// <summary>It is active and gives signs of life.</summary>
    Running,

    /// <summary>It runs in this process and its poll is overdue: its store does not answer, or no thread is free.</summary>
    Stuck,

    /// <summary>It is active and has been silent for longer than its death interval: others take its jobs.</summary>
    Silent,
}
