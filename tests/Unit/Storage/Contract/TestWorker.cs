using AsyncEngine.Jobs;
using AsyncEngine.Storage;
using Xunit;

namespace Unit.Storage.Contract;

/// <summary>A dispatcher with one agent, as far as a store meets it.</summary>
internal sealed class TestWorker
{
    private readonly IStore _store;

    private TestWorker(IStore store, Guid uuid, DispatcherRegistration registration)
    {
        _store = store;
        Uuid = uuid;
        Dispatcher = registration.DispatcherId;
        Agent = registration.AgentIds[0];
    }

    public Guid Uuid { get; }

    public long Dispatcher { get; }

    public long Agent { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static Guid UuidOf(int number) => new($"00000000-0000-0000-0000-{number:D12}");

    public static DispatcherIdentity IdentityOf(int number, string queue = "default") => new()
    {
        Uuid = UuidOf(number),
        Host = "here",
        ProcessId = 42,
        Version = "1.0",
        PingInterval = TimeSpan.FromSeconds(30),
        DeathInterval = TimeSpan.FromSeconds(60),
        Agents = [new AgentIdentity("main", queue, 3)],
    };

    public static async Task<TestWorker> Activate(IStore store, int number = 1, string queue = "default") => new(
        store,
        UuidOf(number),
        await store.Dispatchers.ActivateAsync(IdentityOf(number, queue), Cancel));

    public static Settlement Outcome(
        RunKey key, JobOutcome outcome = JobOutcome.Succeeded, Payload result = default, JobError? error = null) => new()
    {
        Key = key,
        StartedAt = DateTimeOffset.UnixEpoch,
        EndedAt = DateTimeOffset.UnixEpoch.AddSeconds(1),
        Outcome = outcome,
        Result = result,
        Error = error ?? (outcome == JobOutcome.Succeeded ? null : new JobError { ErrorId = "Boom", Message = "boom" }),
    };

    public static Settlement Back(
        RunKey key, DateTimeOffset? at = null, bool attempt = true, bool interruption = false) => new()
    {
        Key = key,
        StartedAt = DateTimeOffset.UnixEpoch,
        EndedAt = DateTimeOffset.UnixEpoch.AddSeconds(1),
        Requeue = new Requeue(at, attempt, interruption),
    };

    public Task<TurnResult> Turn(int want = 0, int ahead = 0, params Settlement[] settlements) => _store.Runs.TurnAsync(
        new Turn { DispatcherId = Dispatcher, AgentId = Agent, Settlements = settlements, Want = want, Ahead = ahead },
        Cancel);

    public async Task<IReadOnlyList<ClaimedJob>> Claim(int want = 1, int ahead = 0) =>
        (await Turn(want, ahead)).Claimed;

    /// <summary>Claims ahead, jobs with quotas as well.</summary>
    public Task<TurnResult> TurnAhead(int want, int slots, int? ahead = null, params Settlement[] settlements) =>
        _store.Runs.TurnAsync(
            new Turn
            {
                DispatcherId = Dispatcher,
                AgentId = Agent,
                Settlements = settlements,
                Want = want,
                Ahead = ahead ?? slots,
                SlotsAhead = slots,
            },
            Cancel);

    /// <summary>The jobs that can be claimed ahead, as far as that goes.</summary>
    public async Task<IReadOnlyList<ClaimedJob>> ClaimAhead(int slots, int want = 0) =>
        (await TurnAhead(want, slots)).Claimed;

    /// <summary>Claims one job, or null.</summary>
    public async Task<ClaimedJob?> ClaimOne() => (await Claim()).SingleOrDefault();

    /// <summary>The names of all that can be claimed, in order.</summary>
    public async Task<string> ClaimNames(int want = 100, int ahead = 0) =>
        string.Join(' ', (await Claim(want, ahead)).Select(job => job.Name));

    public async Task<SettleResult> Settle(Settlement settlement) =>
        (await Turn(0, 0, settlement)).Settled.Single();

    public Task<SettleResult> Succeed(ClaimedJob job, Payload result = default) =>
        Settle(Outcome(job.Key, result: result));

    public Task<SettleResult> Fail(ClaimedJob job) => Settle(Outcome(job.Key, JobOutcome.Failed));

    public Task<TurnResult> Start(ClaimedJob job, DateTimeOffset at) => _store.Runs.TurnAsync(
        new Turn { DispatcherId = Dispatcher, AgentId = Agent, Starts = [new JobStart(job.Key, at)] }, Cancel);

    public Task<TurnResult> GiveBack(params ClaimedJob[] jobs) => _store.Runs.TurnAsync(
        new Turn { DispatcherId = Dispatcher, AgentId = Agent, GiveBacks = [.. jobs.Select(job => job.Key)] }, Cancel);

    public Task<PingResult> Ping() => _store.Dispatchers.PingAsync(Dispatcher, Cancel);

    public Task Deactivate() => _store.Dispatchers.DeactivateAsync(Dispatcher, Cancel);

    public Task<IReadOnlyList<StopOrder>> StopOrders(params ClaimedJob[] own) =>
        _store.Dispatchers.ReadStopOrdersAsync(Dispatcher, [.. own.Select(job => job.Key)], Cancel);
}
