using AsyncEngine;
using AsyncEngine.Dispatching;
using AsyncEngine.Jobs;
using Unit.Dispatching;
using Xunit;

namespace Unit.Door;

/// <summary>A store is closed: what runs on it, waits for it, or comes later.</summary>
public sealed class StoreCloseTests : IAsyncDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(1);

    private readonly TestStore _test = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Dispose_StopsTheDispatchersThatRun_AndTheirJobsGoBack()
    {
        using var gate = new Gate();
        var store = _test.Open();
        var job = await store.Queue().AddAsync(() => Chores.Pass(gate.Id, default), cancellationToken: Token);
        var dispatcher = await _test.StartAsync(
            new DispatcherOptions { StopTimeout = TimeSpan.Zero, StopGrace = Bound }, store);
        await gate.EnteredAsync();

        await store.DisposeAsync().AsTask().WaitAsync(Bound, Token);

        Assert.Equal(DispatcherState.Stopped, dispatcher.State);
        Assert.DoesNotContain(await _test.Store.GetDispatchersAsync(Token), each => each.Alive);
        Assert.Equal(JobStatus.Pending, (await _test.Store.GetJobAsync(job.Id, Token)).Status);
    }

    [Fact]
    public async Task Dispose_LetsRunningJobsEnd_WithinTheDispatchersTimeout()
    {
        using var gate = new Gate();
        var store = _test.Open();
        var job = await store.Queue().AddAsync(() => Chores.Pass(gate.Id, default), cancellationToken: Token);
        await _test.StartAsync(store: store);
        await gate.EnteredAsync();

        var closing = store.DisposeAsync().AsTask();
        gate.Open();
        await closing.WaitAsync(Bound, Token);

        Assert.Equal(JobOutcome.Succeeded, (await _test.Store.GetJobAsync(job.Id, Token)).Outcome);
    }

    [Fact]
    public async Task Dispose_MayBeCalledTwice()
    {
        var store = _test.Open();

        await store.DisposeAsync();
        await store.DisposeAsync();
        store.Dispose();
    }

    [Fact]
    public async Task EveryCall_IsRefused_WhenTheStoreIsClosed()
    {
        var store = _test.Open();
        var queue = store.Queue();
        var dispatcher = new Dispatcher(store);
        await store.DisposeAsync();

        var error = await Assert.ThrowsAsync<ObjectDisposedException>(
            () => queue.AddAsync(() => Chores.Twice(1), cancellationToken: Token));
        Assert.Equal(typeof(AsyncStore).FullName, error.ObjectName);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.GetQueuesAsync(Token));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => dispatcher.StartAsync(Token));
    }

    [Fact]
    public async Task Wait_Ends_WhenTheStoreIsClosed()
    {
        var store = _test.Open();
        var job = store.Queue().Add(() => Chores.Twice(1));
        var waiting = job.WaitAsync(Token);

        await store.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting.WaitAsync(Bound, Token));
    }

    [Fact]
    public async Task TwoDispatchers_OfOneProcessAndStore_StopOneByOne()
    {
        var first = await _test.StartAsync();
        var second = await _test.StartAsync();
        await first.StopAsync(cancellationToken: Token);

        var job = await _test.Queue.AddAsync(() => Chores.Twice(4), cancellationToken: Token);

        Assert.Equal(8, await job.ResultAsync<int>(Token));
        Assert.Equal(second.Uuid, job.Dispatcher);
        Assert.Equal(DispatcherState.Running, second.State);
    }

    public ValueTask DisposeAsync() => _test.DisposeAsync();
}
