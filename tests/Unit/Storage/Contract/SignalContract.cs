using AsyncEngine;
using AsyncEngine.Storage;
using Xunit;

namespace Unit.Storage.Contract;

/// <summary>Whoever waits for a change learns of it.</summary>
public abstract class SignalContract : StoreContract
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task Wait_EndsAtOnce_WhenThereWasAChange()
    {
        var seen = Store.Signal.Version;
        await Add();

        Assert.True(Store.Signal.Version > seen);
        Assert.True(await Store.Signal.WaitAsync(seen, Long, Cancel));
    }

    [Fact]
    public async Task Wait_Ends_WithTheNextChange()
    {
        var waiting = Store.Signal.WaitAsync(Store.Signal.Version, Long, Cancel);
        Assert.False(waiting.IsCompleted);

        await Add();

        Assert.True(await waiting);
    }

    [Fact]
    public async Task Wait_Ends_WhenAnotherStoreObjectWrites()
    {
        await using var other = Fixture.Open(new StoreOptions());
        var waiting = other.Signal.WaitAsync(other.Signal.Version, Long, Cancel);

        await Add();

        Assert.True(await waiting);
    }

    [Fact]
    public async Task Wait_EndsWithFalse_WhenItsTimeIsOver()
    {
        await Add();
        var waiting = Store.Signal.WaitAsync(Store.Signal.Version, TimeSpan.FromSeconds(5), Cancel);

        Clock.Advance(TimeSpan.FromSeconds(5));

        Assert.False(await waiting);
    }

    [Fact]
    public async Task Wait_EndsWithAnException_WhenItIsCancelled()
    {
        using var source = new CancellationTokenSource();
        var waiting = Store.Signal.WaitAsync(Store.Signal.Version, Long, source.Token);

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task ATurnThatFindsNothing_ChangesNothing()
    {
        var worker = await Worker();
        var seen = Store.Signal.Version;

        await worker.Turn(want: 5);

        Assert.Equal(seen, Store.Signal.Version);
    }

    [Fact]
    public async Task ManyWaiters_AllLearnOfIt()
    {
        var seen = Store.Signal.Version;
        var waiting = Enumerable.Range(0, 50).Select(_ => Store.Signal.WaitAsync(seen, Long, Cancel)).ToArray();

        await Add();

        Assert.All(await Task.WhenAll(waiting), Assert.True);
    }
}
