namespace AsyncEngine.Storage.Relational.Places;

/// <summary>A row of <c>waiting</c>: a job or callback that waits for others, in no worker's hands.</summary>
internal sealed record Waiting
{
    public required Carried Job { get; init; }

    public required long Queue { get; init; }

    public required WaitKind Kind { get; init; }

    /// <summary>The job whose outcome it waits for, if it waits for one.</summary>
    public long? Inner { get; init; }

    /// <summary>When its own call began.</summary>
    public long? StartedAt { get; init; }

    /// <summary>Whether its own call recorded errors.</summary>
    public bool HadErrors { get; init; }

    /// <summary>What its own call gave to <c>exit</c>.</summary>
    public int? ExitCode { get; init; }

    public long? Dispatcher { get; init; }

    public long? Agent { get; init; }
}
