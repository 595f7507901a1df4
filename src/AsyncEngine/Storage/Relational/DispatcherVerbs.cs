using AsyncEngine.Storage.Relational.Dispatchers;
using AsyncEngine.Storage.Relational.Reads;
using AsyncEngine.Storage.Relational.Writing;

namespace AsyncEngine.Storage.Relational;

/// <inheritdoc cref="IDispatcherStore"/>
internal class DispatcherVerbs(IVerbWriter writer, IVerbReader reader) : IDispatcherStore
{
    public Task<DispatcherRegistration> ActivateAsync(
        DispatcherIdentity identity, CancellationToken cancellationToken) =>
        writer.RunAsync(session => new Registrar(session).Activate(identity), 1, cancellationToken);

    public virtual Task<PingResult> PingAsync(long dispatcherId, CancellationToken cancellationToken) =>
        writer.RunAtOnceAsync(session => new Pinger(session).Ping(dispatcherId), 1, cancellationToken);

    public Task DeactivateAsync(long dispatcherId, CancellationToken cancellationToken) =>
        writer.RunAsync(session => new Rescuer(session).Deactivate(dispatcherId, Rescuer.Stopped), 1, cancellationToken);

    public Task<DispatcherInfo> ForgetAsync(Guid uuid, CancellationToken cancellationToken) =>
        writer.RunAsync(session => new Forgetter(session).Forget(uuid), 1, cancellationToken);

    public Task<IReadOnlyList<DispatcherInfo>> ListAsync(CancellationToken cancellationToken) =>
        reader.RunAsync(DispatcherReader.List, cancellationToken);

    public Task<IReadOnlyList<AgentInfo>?> ReadAgentsAsync(Guid dispatcher, CancellationToken cancellationToken) =>
        reader.RunAsync((database, _) => DispatcherReader.ReadAgents(database, dispatcher), cancellationToken);

    public virtual Task<IReadOnlyList<StopOrder>> ReadStopOrdersAsync(
        long dispatcherId, IReadOnlyList<RunKey> own, CancellationToken cancellationToken) =>
        reader.RunAsync(
            (database, _) => DispatcherReader.ReadStopOrders(database, dispatcherId, own), cancellationToken);

    public Task ReleaseHoldAsync(RunKey key, CancellationToken cancellationToken) =>
        writer.RunAsync(session => new Rescuer(session).ReleaseHold(key), 1, cancellationToken);

    public Task<DrainState> ReadDrainStateAsync(
        IReadOnlyList<string> queues, CancellationToken cancellationToken) =>
        reader.RunAsync((database, now) => DrainReader.Read(database, queues, now), cancellationToken);

    public Task AddAgentAsync(Guid dispatcher, AgentIdentity agent, CancellationToken cancellationToken) =>
        writer.RunAsync(session => new AgentWriter(session).Add(dispatcher, agent), 1, cancellationToken);

    public Task ChangeAgentAsync(long agentId, AgentChange change, CancellationToken cancellationToken) =>
        writer.RunAsync(session => new AgentWriter(session).Change(agentId, change), 1, cancellationToken);

    public Task RemoveAgentAsync(long agentId, bool force, CancellationToken cancellationToken) =>
        writer.RunAsync(session => new AgentWriter(session).Remove(agentId, force), 1, cancellationToken);
}
