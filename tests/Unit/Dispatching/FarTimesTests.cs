using AsyncEngine;
using AsyncEngine.Dispatching;
using AsyncEngine.Jobs;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Unit.Dispatching;

/// <summary>Times that no timer and no calendar can hold: the job has them, and harms no other.</summary>
public sealed class FarTimesTests : IAsyncDisposable
{
    private readonly RecordingLog _log = new();
    private readonly TestStore _test;

    public FarTimesTests() => _test = new TestStore(log: _log);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<JobOptions, JobStatus> Far() => new()
    {
        { new JobOptions { Delay = TimeSpan.FromDays(60) }, JobStatus.Pending },
        { new JobOptions { Delay = TimeSpan.MaxValue, BeginBy = TimeSpan.MaxValue }, JobStatus.Pending },
        { new JobOptions { BeginAfter = DateTimeOffset.MaxValue, BeginBy = TimeSpan.FromDays(1) }, JobStatus.Pending },
        { new JobOptions { BeginBy = TimeSpan.MaxValue }, JobStatus.Completed },
        { new JobOptions { Timeout = TimeSpan.FromDays(60) }, JobStatus.Completed },
        { new JobOptions { Timeout = TimeSpan.MaxValue }, JobStatus.Completed },
    };

    [Theory]
    [MemberData(nameof(Far), DisableDiscoveryEnumeration = true)]
    public async Task Job_GoesItsWay_AndTheOthersToo(JobOptions options, JobStatus status)
    {
        var far = await _test.Queue.AddAsync(() => Chores.Twice(1), options, Token);
        var near = await _test.Queue.AddAsync(() => Chores.Twice(2), cancellationToken: Token);
        await _test.DrainAsync();

        await far.RefreshAsync(Token);
        Assert.Equal((status, 4), (far.Status, await near.ResultAsync<int>(Token)));
        Assert.DoesNotContain(_log.Entries, entry => entry.Level >= LogLevel.Error);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(365 * 9000)]
    public async Task Retry_IsHeld_UntilTheEndOfTheCalendar(int days)
    {
        var job = await _test.Queue.AddAsync(
            () => Chores.Fail("once"),
            new JobOptions { MaxAttempts = 2, RetryDelay = TimeSpan.FromDays(days) },
            Token);
        var failed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (var dispatcher = _test.New())
        {
            dispatcher.JobCompleted += (_, _) => failed.TrySetResult();
            await dispatcher.StartAsync(Token);
            await failed.Task.WaitAsync(TimeSpan.FromSeconds(60), Token);
        }

        await job.RefreshAsync(Token);
        Assert.Equal((JobStatus.Pending, 1), (job.Status, job.Attempt));
        Assert.DoesNotContain(_log.Entries, entry => entry.Level >= LogLevel.Error);
    }

    [Fact]
    public async Task Stop_IsRefused_AndMayBeAskedForAgain_WhenItsTimeoutIsNegative()
    {
        var dispatcher = await _test.StartAsync();
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => dispatcher.StopAsync(TimeSpan.FromSeconds(-3), Token));

        await dispatcher.StopAsync(TimeSpan.MaxValue, Token);
        Assert.Equal(DispatcherState.Stopped, dispatcher.State);
    }

    [Fact]
    public async Task Waits_LastAsLongAsTheyAreTold()
    {
        using var enough = new CancellationTokenSource();
        var job = await _test.Queue.AddAsync(() => Chores.Twice(1), cancellationToken: Token);
        Task[] waits =
        [
            job.WaitAsync(TimeSpan.MaxValue, enough.Token),
            job.WaitAsync(Timeout.InfiniteTimeSpan, enough.Token),
            job.GetAnnotationAsync<int>("x", 0, TimeSpan.MaxValue, enough.Token),
            job.GetAnnotationAsync<int>("x", 0, Timeout.InfiniteTimeSpan, enough.Token),
        ];

        await enough.CancelAsync();
        foreach (var wait in waits)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
        }

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => job.WaitAsync(TimeSpan.FromSeconds(-1), Token));
    }

    public ValueTask DisposeAsync() => _test.DisposeAsync();
}
