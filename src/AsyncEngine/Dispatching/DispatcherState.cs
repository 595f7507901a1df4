namespace AsyncEngine.Dispatching;

/// <summary>Where a dispatcher is in its life.</summary>
public enum DispatcherState
{
    /// <summary>Not started yet.</summary>
    New,

    /// <summary>Registering with its store.</summary>
    Starting,

    /// <summary>Claims and runs jobs.</summary>
    Running,

    /// <summary>Claims nothing more; waits for running jobs.</summary>
    Stopping,

    /// <summary>Has left its store. A stopped dispatcher does not start again.</summary>
    Stopped,
}
