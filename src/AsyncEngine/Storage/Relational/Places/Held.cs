namespace AsyncEngine.Storage.Relational.Places;

/// <summary>A row of <c>held</c>: a job whose time has not come.</summary>
internal sealed record Held
{
    public required Carried Job { get; init; }

    public required long Queue { get; init; }

    public required long BeginAfter { get; init; }

    /// <summary>Where it will be offered.</summary>
    public required long Lane { get; init; }

    public required long Band { get; init; }

    /// <summary>Whether it waits for its next attempt rather than for its first.</summary>
    public bool IsRetry { get; init; }
}
