using System.Management.Automation.Runspaces;
using AsyncPS.Scripting.Isolation;

namespace AsyncPS.Scripting.Workers;

/// <summary>What the workers of one dispatcher share.</summary>
internal sealed class WorkerServices
{
    private Task<Runspace>? _opened;

    /// <param name="options">How the workers are made.</param>
    /// <param name="opened">A session for the first of them that is being opened already; null = none.</param>
    public WorkerServices(ScriptWorkerOptions options, Task<Runspace>? opened)
    {
        Options = options;
        _opened = opened;
        Spare = new SpareRunspace(() => WorkerRunspace.Open(this));
    }

    public ScriptWorkerOptions Options { get; }

    public ScriptLibrary Library { get; } = new();

    public ProcessGuard Process { get; } = new();

    public SpareRunspace Spare { get; }

    /// <summary>A session that nobody has used.</summary>
    public Runspace NewSession() =>
        Interlocked.Exchange(ref _opened, null)?.GetAwaiter().GetResult() ?? BareSession.Open();
}
