using AsyncEngine;
using AsyncEngine.Jobs;
using AsyncEngine.Storage;

namespace Unit.Dispatching;

/// <summary>A real store that fails when a test says so.</summary>
internal sealed class FaultyStore : IStore, IRunStore, IDispatcherStore, ILiveStore
{
    private readonly IStore _real;

    public FaultyStore(AsyncStore real)
    {
        _real = real.Storage;
        Door = new AsyncStore(this, real.Options);
    }

    /// <summary>The store to hand to a dispatcher.</summary>
    public AsyncStore Door { get; }

    /// <summary>Nothing that a dispatcher asks for succeeds.</summary>
    public volatile bool IsAway;

    public volatile bool PingsFail;

    /// <summary>What a dispatcher's poll asks first.</summary>
    public volatile bool ListsFail;

    /// <summary>Turns with a settlement like this fail in a way that stores never should.</summary>
    public Func<Settlement, bool>? Chokes { get; set; }

    public int FailedTurns;

    public string Location => _real.Location;

    public IQueueStore Queues => _real.Queues;

    public IQuotaStore Quotas => _real.Quotas;

    public IJobStore Jobs => _real.Jobs;

    public IRunStore Runs => this;

    public IDispatcherStore Dispatchers => this;

    public ILiveStore Live => this;

    public IStateStore States => _real.States;

    public IStoreSignal Signal => _real.Signal;

    public ITransferStore Transfer => _real.Transfer;

    /// <summary>What was written, in order: flushes and turns.</summary>
    public System.Collections.Concurrent.ConcurrentQueue<object> Written { get; } = new();

    public Task<StoreInfo> DescribeAsync(CancellationToken cancellationToken) =>
        _real.DescribeAsync(cancellationToken);

    public async Task<TurnResult> TurnAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (IsAway)
        {
            Interlocked.Increment(ref FailedTurns);
            throw Lost();
        }

        if (Chokes is { } chokes && turn.Settlements.Any(chokes))
        {
            throw new InvalidOperationException("a bug in the store");
        }

        Written.Enqueue(turn);
        return await _real.Runs.TurnAsync(turn, cancellationToken);
    }

    public Task<PingResult> PingAsync(long dispatcherId, CancellationToken cancellationToken) =>
        IsAway || PingsFail ? Task.FromException<PingResult>(Lost()) : _real.Dispatchers.PingAsync(dispatcherId, cancellationToken);

    public Task FlushAsync(IReadOnlyList<LiveOutput> outputs, CancellationToken cancellationToken)
    {
        if (IsAway)
        {
            return Task.FromException(Lost());
        }

        Written.Enqueue(outputs);
        return _real.Live.FlushAsync(outputs, cancellationToken);
    }

    public Task<DispatcherRegistration> ActivateAsync(DispatcherIdentity identity, CancellationToken cancellationToken) =>
        _real.Dispatchers.ActivateAsync(identity, cancellationToken);

    public Task DeactivateAsync(long dispatcherId, CancellationToken cancellationToken) =>
        _real.Dispatchers.DeactivateAsync(dispatcherId, cancellationToken);

    public Task<DispatcherInfo> ForgetAsync(Guid uuid, CancellationToken cancellationToken) =>
        _real.Dispatchers.ForgetAsync(uuid, cancellationToken);

    public Task<IReadOnlyList<AgentInfo>?> ReadAgentsAsync(Guid dispatcher, CancellationToken cancellationToken) => ListsFail
        ? Task.FromException<IReadOnlyList<AgentInfo>?>(Lost())
        : _real.Dispatchers.ReadAgentsAsync(dispatcher, cancellationToken);

    public Task<IReadOnlyList<DispatcherInfo>> ListAsync(CancellationToken cancellationToken) =>
        ListsFail ? Task.FromException<IReadOnlyList<DispatcherInfo>>(Lost()) : _real.Dispatchers.ListAsync(cancellationToken);

    public Task<IReadOnlyList<StopOrder>> ReadStopOrdersAsync(
        long dispatcherId, IReadOnlyList<RunKey> own, CancellationToken cancellationToken) =>
        IsAway
            ? Task.FromException<IReadOnlyList<StopOrder>>(Lost())
            : _real.Dispatchers.ReadStopOrdersAsync(dispatcherId, own, cancellationToken);

    public Task ReleaseHoldAsync(RunKey key, CancellationToken cancellationToken) =>
        _real.Dispatchers.ReleaseHoldAsync(key, cancellationToken);

    public Task<DrainState> ReadDrainStateAsync(IReadOnlyList<string> queues, CancellationToken cancellationToken) =>
        _real.Dispatchers.ReadDrainStateAsync(queues, cancellationToken);

    public Task AddAgentAsync(Guid dispatcher, AgentIdentity agent, CancellationToken cancellationToken) =>
        _real.Dispatchers.AddAgentAsync(dispatcher, agent, cancellationToken);

    public Task ChangeAgentAsync(long agentId, AgentChange change, CancellationToken cancellationToken) =>
        _real.Dispatchers.ChangeAgentAsync(agentId, change, cancellationToken);

    public Task RemoveAgentAsync(long agentId, bool force, CancellationToken cancellationToken) =>
        _real.Dispatchers.RemoveAgentAsync(agentId, force, cancellationToken);

    /// <summary>None, so that each claim is a turn that a test can see.</summary>
    public IStandingTurn? Stand(Turn turn, Func<bool> isWanted) => null;

    public Task<CandidatePage> ReadCandidatesAsync(
        long agentId, CandidatePlace? after, int count, CancellationToken cancellationToken) =>
        _real.Runs.ReadCandidatesAsync(agentId, after, count, cancellationToken);

    public Task AnnotateAsync(
        long jobId, IReadOnlyDictionary<string, Payload> values, CancellationToken cancellationToken) =>
        _real.Live.AnnotateAsync(jobId, values, cancellationToken);

    public Task<Payload?> ReadAnnotationAsync(long jobId, string name, CancellationToken cancellationToken) =>
        _real.Live.ReadAnnotationAsync(jobId, name, cancellationToken);

    public Task<IReadOnlyList<StreamChunk>> ReadStreamAsync(
        long jobId, int fromChunk, int count, CancellationToken cancellationToken) =>
        _real.Live.ReadStreamAsync(jobId, fromChunk, count, cancellationToken);

    public Task<IReadOnlyList<StreamChunk>> FollowStreamAsync(
        long jobId, long run, int afterChunk, int count, CancellationToken cancellationToken) =>
        _real.Live.FollowStreamAsync(jobId, run, afterChunk, count, cancellationToken);

    public ValueTask DisposeAsync() => default;

    private static AsyncEngineException Lost() => new(ErrorIds.StoreUnavailable, "The store is away.");
}
