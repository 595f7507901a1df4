namespace AsyncEngine.Storage.Relational.Places;

/// <summary>A row of <c>fresh</c>: a job that is put when the turn of its join comes to it.</summary>
internal sealed record Fresh
{
    public required long Id { get; init; }

    public required long Queue { get; init; }

    public required long Lane { get; init; }

    public required int Priority { get; init; }

    public long? BeginAfter { get; init; }

    /// <summary>Counted from the moment at which it is put (R005).</summary>
    public long? Delay { get; init; }

    public long? BeginBy { get; init; }

    public JobCare Care { get; init; }

    /// <summary>Whether it is a join itself.</summary>
    public bool IsJoin { get; init; }

    /// <summary>Whether it has callbacks. Read, not written.</summary>
    public bool HasCallbacks { get; init; }

    /// <summary>What it takes along when it leaves its place: its join waits for it, and nothing has been tried yet.</summary>
    public Carried ToCarried() => new(
        Id,
        Run: 0,
        Attempt: 0,
        Interruptions: 0,
        Care,
        HasCallbacks,
        ExpiresAt: null,
        IsAwaited: true);
}
