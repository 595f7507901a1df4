namespace AsyncEngine.Storage;

/// <summary>The store's ids for a dispatcher and its agents.</summary>
/// <param name="DispatcherId">The dispatcher's id.</param>
/// <param name="AgentIds">The agents' ids, in the order in which they were named.</param>
internal sealed record DispatcherRegistration(long DispatcherId, IReadOnlyList<long> AgentIds);
