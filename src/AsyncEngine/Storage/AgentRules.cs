namespace AsyncEngine.Storage;

/// <summary>Which jobs an agent takes, and which first (R184). The store keeps the texts and does not understand them.</summary>
/// <param name="Filter">Says of a job whether the agent takes it; null = it takes all.</param>
/// <param name="Preference">Ranks a job, higher first; null = offer order.</param>
internal sealed record AgentRules(string? Filter, string? Preference)
{
    public static AgentRules None { get; } = new(null, null);

    /// <summary>Whether the agent takes what comes.</summary>
    public bool AreNone => Filter is null && Preference is null;
}
