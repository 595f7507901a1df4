using AsyncEngine.Storage.Sqlite.Connections;
using AsyncEngine.Storage.Sqlite.Dispatchers;
using AsyncEngine.Storage.Sqlite.Reads;
using AsyncEngine.Storage.Sqlite.Writing;

namespace AsyncEngine.Storage.Sqlite;

/// <inheritdoc cref="IDispatcherStore"/>
internal class DispatcherVerbs(IVerbWriter writer, IVerbReader reader) : IDispatcherStore
{
    public Task<DispatcherRegistration> ActivateAsync(
        DispatcherIdentity identity, CancellationToken cancellationToken) =>
        writer.RunAsync(session => new Registrar(session).Activate(identity), 1, cancellationToken);

    public Task<PingResult> PingAsync(long dispatcherId, CancellationToken cancellationToken) =>
        writer.RunAtOnceAsync(session => new Pinger(session).Ping(dispatcherId), 1, cancellationToken);

    public Task DeactivateAsync(long dispatcherId, CancellationToken cancellationToken) =>
        writer.RunAsync(session => new Rescuer(session).Deactivate(dispatcherId), 1, cancellationToken);

    public Task<IReadOnlyList<DispatcherInfo>> ListAsync(CancellationToken cancellationToken) =>
        reader.RunAsync(DispatcherReader.List, cancellationToken);

    public virtual Task<IReadOnlyList<StopOrder>> ReadStopOrdersAsync(
        long dispatcherId, IReadOnlyList<RunKey> own, CancellationToken cancellationToken) =>
        reader.RunAsync(
            (database, _) => DispatcherReader.ReadStopOrders(database, dispatcherId, own), cancellationToken);

    public Task ReleaseHoldAsync(RunKey key, CancellationToken cancellationToken) =>
        writer.RunAsync(session => new Rescuer(session).ReleaseHold(key), 1, cancellationToken);

    public Task<DrainState> ReadDrainStateAsync(
        IReadOnlyList<string> queues, CancellationToken cancellationToken) =>
        reader.RunAsync((database, now) => DrainReader.Read(database, queues, now), cancellationToken);

    public Task ResizeAgentAsync(long agentId, int size, CancellationToken cancellationToken) =>
        writer.RunAsync(session => Resize(session, agentId, size), 1, cancellationToken);

    private static bool Resize(WriteSession session, long agent, int size)
    {
        using var resize = session.Database.Use(Sql.AgentResize);
        resize.Bind("size", size);
        resize.Bind("id", agent);
        return resize.Step() ? true : throw new AsyncEngineException(
            ErrorIds.AgentNotFound, $"There is no agent {agent} in this store: its queue or its dispatcher is gone.")
        {
            Target = agent,
        };
    }
}
