namespace AsyncEngine.Storage;

/// <summary>Dispatchers and their agents, pings, deaths and rescues (R143 to R191).</summary>
internal interface IDispatcherStore
{
    /// <summary>
    /// Registers and activates a dispatcher with its agents. A record of the same UUID that is still alive refuses it
    /// (<c>DispatcherRunning</c>); a dead one is cleaned up first (R151, R161). Unknown queue: <c>QueueNotFound</c>.
    /// </summary>
    Task<DispatcherRegistration> ActivateAsync(DispatcherIdentity identity, CancellationToken cancellationToken);

    /// <summary>
    /// Writes a ping if the last one is old enough (R157), or reactivates a dispatcher that was declared dead (R160);
    /// then rescues the jobs of the next sibling if that is dead (R159), unless the own ping came late. Whoever blocks
    /// for its task does so without any help of the thread pool, which the host's code may keep busy.
    /// </summary>
    Task<PingResult> PingAsync(long dispatcherId, CancellationToken cancellationToken);

    /// <summary>
    /// Deactivates a dispatcher, its own or a dead one, and cleans up after it (R161): assigned jobs to the tail,
    /// active ones as the policy says, jobs in callbacks are offered again to finish them.
    /// </summary>
    Task DeactivateAsync(long dispatcherId, CancellationToken cancellationToken);

    /// <summary>
    /// Forgets a dispatcher (R166): lists leave it out from now on, finished jobs still tell that it ran them, and if it
    /// comes back it is known again. A silent one is cleaned up first. <c>DispatcherNotFound</c>; <c>DispatcherRunning</c>:
    /// it lives.
    /// </summary>
    /// <returns>What was known of it.</returns>
    Task<DispatcherInfo> ForgetAsync(Guid uuid, CancellationToken cancellationToken);

    /// <summary>All dispatchers that the store knows.</summary>
    Task<IReadOnlyList<DispatcherInfo>> ListAsync(CancellationToken cancellationToken);

    /// <summary>
    /// A dispatcher's agents, without what they hold; null when it is not known, or forgotten. A dispatcher asks this at
    /// every poll.
    /// </summary>
    Task<IReadOnlyList<AgentInfo>?> ReadAgentsAsync(Guid dispatcher, CancellationToken cancellationToken);

    /// <summary>Runs of this dispatcher that somebody asked to stop, and runs that are no longer its own.</summary>
    /// <param name="dispatcherId">The dispatcher.</param>
    /// <param name="own">The runs that it believes to have.</param>
    Task<IReadOnlyList<StopOrder>> ReadStopOrdersAsync(
        long dispatcherId, IReadOnlyList<RunKey> own, CancellationToken cancellationToken);

    /// <summary>A thread that outlived its job has ended: its quota slots are free again.</summary>
    Task ReleaseHoldAsync(RunKey key, CancellationToken cancellationToken);

    /// <summary>
    /// Whether anything is left that some dispatcher can run or will run (for <c>-Drain</c>): ready jobs, running
    /// ones, retries, jobs of silent dispatchers; not held jobs whose own time lies ahead, nor suspended queues. Jobs
    /// that wait for others do not count: those count, if they can run.
    /// </summary>
    /// <param name="queues">The queues to look at.</param>
    Task<DrainState> ReadDrainStateAsync(IReadOnlyList<string> queues, CancellationToken cancellationToken);

    /// <summary>
    /// Gives a dispatcher one more agent; it finds it at its next poll (R154). <c>DispatcherNotFound</c>: unknown, or
    /// not active. <c>QueueNotFound</c>, <c>AgentExists</c>.
    /// </summary>
    Task AddAgentAsync(Guid dispatcher, AgentIdentity agent, CancellationToken cancellationToken);

    /// <summary>Changes an agent; its dispatcher follows at its next poll (R182). <c>AgentNotFound</c>.</summary>
    Task ChangeAgentAsync(long agentId, AgentChange change, CancellationToken cancellationToken);

    /// <summary>
    /// Takes an agent away: it claims nothing from now on. What it holds goes on and is settled by its dispatcher.
    /// <c>AgentNotFound</c>; <c>AgentNotEmpty</c>: it holds jobs, and <paramref name="force"/> is not given (R188).
    /// </summary>
    Task RemoveAgentAsync(long agentId, bool force, CancellationToken cancellationToken);
}
