using AsyncEngine.Storage.Postgres.Connections;
using Xunit;

namespace Unit.Storage.Postgres;

/// <summary>Verbs wait for the server outside of the thread pool.</summary>
public sealed class VerbThreadsTests : IDisposable
{
    private readonly VerbThreads _threads = new(most: 2);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _threads.Dispose();

    [Fact]
    public async Task Verb_RunsInAThreadOfItsOwn_AndTheNextOneInTheSame()
    {
        var first = await _threads.RunAsync(() => Thread.CurrentThread, Cancel);
        await WaitUntilItRestsAsync(first);
        var second = await _threads.RunAsync(() => Thread.CurrentThread, Cancel);

        Assert.False(first.IsThreadPoolThread);
        Assert.Same(first, second);
    }

    [Fact]
    public async Task Verbs_RunAtOnce_AsManyAsThereIsRoomFor()
    {
        using var isFree = new ManualResetEventSlim();
        using var hasBoth = new CountdownEvent(2);
        var blocked = Enumerable.Range(0, 2).Select(_ => _threads.RunAsync(() => Block(hasBoth, isFree), Cancel)).ToList();
        Assert.True(hasBoth.Wait(TimeSpan.FromMinutes(1), Cancel));
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var third = _threads.RunAsync(() => 3, ended.Token);

        // A verb that has to be done whatever comes does not wait for the others.
        Assert.Equal(4, await _threads.RunAtOnceAsync(() => 4));
        Assert.False(third.IsCompleted);
        await ended.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => third);

        isFree.Set();
        Assert.Equal(2, (await Task.WhenAll(blocked)).Sum());
        Assert.Equal(5, await _threads.RunAsync(() => 5, Cancel));
    }

    [Fact]
    public async Task Failure_IsTheCallers_AndTheThreadGoesOn()
    {
        await Assert.ThrowsAsync<InvalidTimeZoneException>(
            () => _threads.RunAsync<int>(() => throw new InvalidTimeZoneException(), Cancel));

        Assert.Equal(1, await _threads.RunAsync(() => 1, Cancel));
    }

    private static int Block(CountdownEvent began, ManualResetEventSlim isFree)
    {
        began.Signal();
        isFree.Wait();
        return 1;
    }

    private static async Task WaitUntilItRestsAsync(Thread thread)
    {
        while (!thread.ThreadState.HasFlag(ThreadState.WaitSleepJoin))
        {
            await Task.Delay(1, Cancel);
        }
    }
}
