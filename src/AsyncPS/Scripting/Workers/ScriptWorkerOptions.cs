using AsyncPS.Scripting.Isolation;

namespace AsyncPS.Scripting.Workers;

/// <summary>How a dispatcher's script workers are made.</summary>
internal sealed record ScriptWorkerOptions
{
    /// <summary>Text that each worker runs once, in its global scope, before its first job.</summary>
    public string? InitializationScript { get; init; }

    /// <summary>Modules that each worker imports, by name or path.</summary>
    public IReadOnlyList<string> ImportModule { get; init; } = [];

    /// <summary>Assemblies that are loaded before the first job, so that scripts can name their types.</summary>
    public IReadOnlyList<string> AssemblyPaths { get; init; } = [];

    /// <summary>
    /// Manifest of this very module, so that its cmdlets work inside jobs; null = not imported. It is imported when a job
    /// could notice that it is missing, but before the modules and the script that may use it.
    /// </summary>
    public string? ModulePath { get; init; }

    /// <summary>What one job can leave behind for the next.</summary>
    public ScriptIsolation Isolation { get; init; } = ScriptIsolation.Standard;

    /// <summary>Variables that each job sees.</summary>
    public IReadOnlyList<WorkerVariable> Variables { get; init; } = [];

    /// <summary>Bytes that the encoded output of one job may have; more fails it with <c>PayloadTooLarge</c>.</summary>
    public int MaxResultBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>Stack of a worker's thread: small enough that endless recursion ends soon.</summary>
    public int StackSize { get; init; } = 2 * 1024 * 1024;

    /// <summary>Time of recorded streams.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
