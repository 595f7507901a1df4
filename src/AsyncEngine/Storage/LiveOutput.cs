namespace AsyncEngine.Storage;

/// <summary>New output of one run.</summary>
internal sealed record LiveOutput
{
    public required RunKey Key { get; init; }

    public JobProgress? Progress { get; init; }

    /// <summary>The next chunks of recorded streams; each holds whole records.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Chunks { get; init; } = [];
}
