namespace AsyncEngine.Storage;

/// <summary>An agent to be installed.</summary>
/// <param name="Name">Its name within dispatcher and queue.</param>
/// <param name="Queue">The queue that it serves.</param>
/// <param name="Size">How many jobs at once.</param>
internal sealed record AgentIdentity(string Name, string Queue, int Size)
{
    /// <summary>Which jobs it takes, and which first.</summary>
    public AgentRules Rules { get; init; } = AgentRules.None;

    /// <summary>How its scripts are run where a job does not say it.</summary>
    public AgentRunner Runner { get; init; } = AgentRunner.Default;
}
