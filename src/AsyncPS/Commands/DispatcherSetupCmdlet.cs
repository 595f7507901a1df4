using AsyncPS.Commands.Parameters;

namespace AsyncPS.Commands;

/// <summary>A cmdlet that says how a dispatcher works: one that starts it, or a service that will.</summary>
public abstract class DispatcherSetupCmdlet : StoreCmdlet
{
    private protected DispatcherSetupCmdlet()
    {
    }

    /// <summary>How many jobs of each queue run at once, each on a thread of its own. Default: 3.</summary>
    [Parameter]
    [ValidateRange(1, 1_000)]
    public int Size { get; set; } = 3;

    /// <summary>
    /// Says of a job, which it gets as $_ and as first argument, whether the agents take it. Default: all jobs.
    /// </summary>
    [Parameter]
    public ScriptBlock? Filter { get; set; }

    /// <summary>
    /// Ranks the jobs that the agents take, higher first: a script that gets a job as $_, or the name of a job's
    /// property. Default: the order of the queue.
    /// </summary>
    [Parameter]
    public object? Preference { get; set; }

    /// <summary>
    /// How far scripts are kept apart that do not say it themselves: Shared, Fresh or Process. Default: Shared.
    /// </summary>
    [Parameter]
    public JobIsolation? Isolation { get; set; }

    /// <summary>
    /// How many bytes the process of a job may have, with what it started, that does not say it itself; what has more is
    /// killed, and its job fails with JobMemoryExceeded. Means -Isolation Process. Default: no limit.
    /// </summary>
    [Parameter]
    [ValidateRange(IsolationParameters.LeastMemory, long.MaxValue)]
    public long? MaxMemory { get; set; }

    /// <summary>How long it may be silent before others take over its jobs. Default: 60 seconds.</summary>
    [Parameter]
    [Duration]
    public TimeSpan DeathInterval { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How long completed jobs are kept: it removes older ones from the store, of all queues, as it works. Default: for
    /// ever.
    /// </summary>
    [Parameter]
    [Duration]
    public TimeSpan? KeepCompleted { get; set; }

    /// <summary>A script that each worker runs once before its first job. What it defines, every job sees.</summary>
    [Parameter]
    public ScriptBlock? InitializationScript { get; set; }

    /// <summary>Modules that each worker imports before its first job, by name or path.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] ImportModule { get; set; } = [];

    /// <summary>Files of assemblies whose types jobs may name.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] AssemblyPath { get; set; } = [];

    /// <summary>The modules as they are found from elsewhere.</summary>
    private protected IReadOnlyList<string> Modules() =>
        [.. ImportModule.Select(name => ModulePath.Of(name, SessionState.Path))];

    /// <summary>The assemblies' files as they are found from elsewhere.</summary>
    private protected IReadOnlyList<string> Assemblies() =>
        [.. AssemblyPath.Select(path => GetUnresolvedProviderPathFromPSPath(path))];
}
