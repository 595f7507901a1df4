namespace AsyncEngine.Storage;

/// <summary>
/// How an agent's scripts are run where a job does not say it. These are the runner's words: the engine and the stores
/// keep them and do not understand them.
/// </summary>
/// <param name="Isolation">How far a job is kept apart from others; null = as the runner does by itself.</param>
/// <param name="MaxMemory">How many bytes a job's process may have; null = no limit.</param>
internal sealed record AgentRunner(string? Isolation, long? MaxMemory)
{
    public static AgentRunner Default { get; } = new(null, null);
}
