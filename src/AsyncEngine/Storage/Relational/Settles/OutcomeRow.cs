using AsyncEngine.Storage.Relational.Places;

namespace AsyncEngine.Storage.Relational.Settles;

/// <summary>How a job ended, as it is written.</summary>
internal sealed record OutcomeRow
{
    public required Carried Job { get; init; }

    public required JobOutcome Outcome { get; init; }

    public Payload Result { get; init; }

    public JobError? Error { get; init; }

    public bool HadErrors { get; init; }

    public int? ExitCode { get; init; }

    /// <summary>Null when its call was never begun.</summary>
    public long? StartedAt { get; init; }

    public required long EndedAt { get; init; }

    public long? Dispatcher { get; init; }

    public long? Agent { get; init; }
}
