using AsyncEngine.Dispatching;
using AsyncEngine.Jobs;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Unit.Dispatching;

/// <summary>A dispatcher that removes what was completed long ago.</summary>
public sealed class RetentionTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly TestStore _test;

    public RetentionTests() => _test = new TestStore(_clock);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _test.DisposeAsync();

    [Fact]
    public async Task Dispatcher_RemovesCompletedJobs_WhenTheyAreOldEnough()
    {
        var old = _test.Queue.Add(() => Chores.Twice(1));
        await _test.StartAsync(new DispatcherOptions { KeepCompleted = TimeSpan.FromDays(7) });
        await old.WaitAsync(Token);
        var held = _test.Queue.Add(() => Chores.Twice(2), new AsyncEngine.JobOptions { Delay = TimeSpan.FromDays(99) });

        _clock.Advance(TimeSpan.FromDays(6));
        Assert.Equal(2, await _test.Store.CountJobsAsync(cancellationToken: Token));
        while (await _test.Store.CountJobsAsync(cancellationToken: Token) == 2)
        {
            _clock.Advance(TimeSpan.FromHours(1));
            await Task.Delay(10, Token);
        }

        Assert.True(_clock.GetUtcNow() - old.CompletedAt > TimeSpan.FromDays(7));
        Assert.Equal(JobStatus.Pending, (await _test.Store.GetJobAsync(held.Id, Token)).Status);
    }

    [Fact]
    public void New_IsRefused_WhenNothingIsKept() => Assert.Equal(
        ErrorIds.ArgumentInvalid,
        Assert.Throws<AsyncEngineException>(
            () => _test.New(new DispatcherOptions { KeepCompleted = TimeSpan.Zero })).ErrorId);
}
