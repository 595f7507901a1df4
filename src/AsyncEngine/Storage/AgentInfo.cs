namespace AsyncEngine.Storage;

/// <summary>An agent as the store knows it.</summary>
public sealed record AgentInfo
{
    /// <summary>Its id, unique in the store.</summary>
    public required long Id { get; init; }

    /// <summary>Its name, unique within its dispatcher and queue.</summary>
    public required string Name { get; init; }

    /// <summary>The queue that it takes jobs from.</summary>
    public required string Queue { get; init; }

    /// <summary>How many jobs it runs at once.</summary>
    public required int Size { get; init; }

    /// <summary>The script that says which jobs it takes; null = all (R184).</summary>
    public string? Filter { get; init; }

    /// <summary>The script that ranks the jobs, higher first; null = in offer order.</summary>
    public string? Preference { get; init; }

    /// <summary>Ids of the jobs that it holds, at most 100 of them.</summary>
    public required IReadOnlyList<long> Jobs { get; init; }

    internal AgentRunner Runner { get; init; } = AgentRunner.Default;

    internal AgentRules Rules => new(Filter, Preference);
}
