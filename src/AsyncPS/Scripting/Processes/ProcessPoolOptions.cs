using AsyncPS.Scripting.Workers;
using AsyncPS.Session;

namespace AsyncPS.Scripting.Processes;

/// <summary>How a dispatcher's child processes are made and watched.</summary>
internal sealed record ProcessPoolOptions
{
    /// <summary>What their runspaces begin with.</summary>
    public required ScriptWorkerOptions Workers { get; init; }

    /// <summary>The store that jobs work on; null = none.</summary>
    public StoreAddress? Store { get; init; }

    /// <summary>The shell that is started; null = the one that is found.</summary>
    public WorkerCommand? Command { get; init; }

    /// <summary>How long a child has to be ready for its first job.</summary>
    public TimeSpan StartLimit { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// How long a call that was told to end may take until its process is killed. Less than a dispatcher's grace: its
    /// thread is not to be abandoned.
    /// </summary>
    public TimeSpan StopPatience { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How often running children are looked at.</summary>
    public TimeSpan WatchInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>After how much silence a child is asked whether it is there.</summary>
    public TimeSpan PingAfter { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long it has to answer until it is killed.</summary>
    public TimeSpan AnswerLimit { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a child is kept that has nothing to do, unless it is the only one.</summary>
    public TimeSpan IdleLimit { get; init; } = TimeSpan.FromMinutes(5);
}
