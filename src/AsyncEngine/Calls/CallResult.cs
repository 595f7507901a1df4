using AsyncEngine.Storage;

namespace AsyncEngine.Calls;

/// <summary>How a call ended.</summary>
internal sealed record CallResult
{
    /// <summary>Null: the call succeeded.</summary>
    public JobError? Error { get; init; }

    /// <summary>What it returned; also what it had written before it failed.</summary>
    public Payload Result { get; init; }

    /// <summary>Whether it recorded errors that did not end it.</summary>
    public bool HadErrors { get; init; }

    /// <summary>What it gave to <c>exit</c>.</summary>
    public int? ExitCode { get; init; }

    /// <summary>Not null: it returned a job, whose outcome its own job takes (R090).</summary>
    public LinkedJob? Returned { get; init; }

    /// <summary>The call ended because the engine asked it to, not by itself.</summary>
    public bool WasStopped { get; init; }

    public bool Succeeded => Error is null && !WasStopped;
}
