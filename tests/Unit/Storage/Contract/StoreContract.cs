using AsyncEngine;
using AsyncEngine.Jobs;
using AsyncEngine.Storage;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Unit.Storage.Contract;

/// <summary>
/// What every store must do, whatever database it is on. Each contract is a class of this kind, run once a store;
/// after each test the tables are looked over.
/// </summary>
public abstract class StoreContract : IAsyncLifetime
{
    /// <summary>The frozen moment of the reference's own tests.</summary>
    private protected static readonly DateTimeOffset T0 =
        new DateTimeOffset(2006, 8, 10, 15, 44, 22, TimeSpan.Zero).AddMicroseconds(211);

    private protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private protected FakeTimeProvider Clock { get; } = new(T0);

    private protected IStore Store { get; private set; } = null!;

    private protected IStoreFixture Fixture { get; private set; } = null!;

    private protected virtual StoreOptions Options => new() { TimeProvider = Clock };

    public ValueTask InitializeAsync()
    {
        Fixture = CreateFixture();
        Store = Fixture.Open(Options);
        return default;
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        Fixture.CheckInvariants();
        await Fixture.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected static DateTimeOffset At(int hour, int minute, int second = 0) =>
        new(2006, 8, 10, hour, minute, second, TimeSpan.Zero);

    private protected static CallText Call(string text = "Demo.Work()") => new(CallKind.Method, text);

    private protected static NewJob Job(string? name = null, params string[] quotas) =>
        new() { Name = name, Call = Call(), Quotas = quotas };

    private protected static Payload Bytes(params byte[] bytes) => new(bytes);

    private protected static async Task<AsyncEngineException> Refused(string errorId, Func<Task> act)
    {
        var refusal = await Assert.ThrowsAsync<AsyncEngineException>(act);
        Assert.Equal(errorId, refusal.ErrorId);
        return refusal;
    }

    private protected abstract IStoreFixture CreateFixture();

    private protected async Task<long> Add(NewJob job) => (await Store.Jobs.EnqueueAsync([job], Cancel))[0];

    private protected Task<long> Add(string? name = null, params string[] quotas) => Add(Job(name, quotas));

    private protected async Task<JobRecord> Get(long id) =>
        (await Store.Jobs.GetAsync([id], Cancel))[0] ?? throw new InvalidOperationException($"No job {id}.");

    private protected async Task<JobStatus?> StatusOf(long id) => (await Store.Jobs.GetStatusAsync([id], Cancel))[0];

    private protected async Task<QueueInfo> Queue(string name = "default") =>
        (await Store.Queues.ListAsync(Cancel)).Single(queue => queue.Name == name);

    private protected async Task<QuotaInfo> Quota(string name) =>
        (await Store.Quotas.ListAsync(null, Cancel)).Single(quota => quota.Name == name);

    private protected Task AddQuota(string name, int size = 1) =>
        Store.Quotas.CreateAsync("default", [name], size, Cancel);

    private protected Task<TestWorker> Worker(int number = 1, string queue = "default") =>
        TestWorker.Activate(Store, number, queue);
}
