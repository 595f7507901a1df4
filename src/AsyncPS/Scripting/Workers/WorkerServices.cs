using AsyncPS.Scripting.Isolation;

namespace AsyncPS.Scripting.Workers;

/// <summary>What the workers of one dispatcher share.</summary>
internal sealed class WorkerServices
{
    public WorkerServices(ScriptWorkerOptions options)
    {
        Options = options;
        Spare = new SpareRunspace(() => WorkerRunspace.Open(this));
    }

    public ScriptWorkerOptions Options { get; }

    public ScriptLibrary Library { get; } = new();

    public ProcessGuard Process { get; } = new();

    public SpareRunspace Spare { get; }
}
