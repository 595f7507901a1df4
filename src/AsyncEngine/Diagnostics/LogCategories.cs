namespace AsyncEngine.Diagnostics;

/// <summary>The two logs of a dispatcher (R228). Their names are an interface: people filter by them.</summary>
internal static class LogCategories
{
    /// <summary>Starts and stops, failures, what worries.</summary>
    public const string Events = "AsyncEngine.Dispatcher";

    /// <summary>Polls, and the way of each job.</summary>
    public const string Trace = "AsyncEngine.Dispatcher.Trace";
}
