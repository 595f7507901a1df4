namespace AsyncEngine.Storage;

/// <summary>An agent as the store knows it.</summary>
public sealed record AgentInfo
{
#pragma warning disable CS1591 // Names say it; AgentIdentity has the words.
    public required long Id { get; init; }
    public required string Name { get; init; }
    public required string Queue { get; init; }
    public required int Size { get; init; }

    /// <summary>Ids of the jobs that it holds, at most 100 of them.</summary>
    public required IReadOnlyList<long> Jobs { get; init; }
#pragma warning restore CS1591
}
