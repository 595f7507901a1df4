using AsyncEngine;
using AsyncEngine.Dispatching;
using AsyncEngine.Jobs;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Unit.Dispatching;

public sealed class RetryTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly TestStore _test;
    private readonly Gate _gate = new();

    public RetryTests() => _test = new TestStore(_time);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OrdinaryError_IsFinal_WithoutAttempts_R086_R114()
    {
        var job = _test.Queue.Add(() => Chores.FailUntil(_gate.Id, 2));
        await _test.DrainAsync();

        Assert.Equal(JobOutcome.Failed, (await job.WaitAsync(Token)).Outcome);
        Assert.Single(_gate.Notes);
    }

    [Fact]
    public async Task Attempts_FollowTheirSchedule_UntilOneSucceeds_R121()
    {
        var failed = new SemaphoreSlim(0);
        var dispatcher = _test.New();
        var (began, ended) = (_time.GetUtcNow(), _time.GetUtcNow());
        dispatcher.JobStarted += (_, _) => began = _time.GetUtcNow();
        dispatcher.JobCompleted += (_, _) =>
        {
            ended = _time.GetUtcNow();
            failed.Release();
        };
        await dispatcher.StartAsync(Token);
        var job = _test.Queue.Add(
            () => Chores.FailUntil(_gate.Id, 3),
            new JobOptions { MaxAttempts = 5, RetryDelay = TimeSpan.FromMinutes(10) });

        await _time.AdvanceUntilAsync(failed.WaitAsync(Token), TimeSpan.Zero);
        await ExpectHeldAsync(attempt: 1, minutes: 10);
        await _time.AdvanceUntilAsync(failed.WaitAsync(Token), TimeSpan.FromMinutes(1));
        await ExpectHeldAsync(attempt: 2, minutes: 20);
        await _time.AdvanceUntilAsync(job.WaitAsync(Token), TimeSpan.FromMinutes(1));

        Assert.Equal("at last", job.Result<string>());
        Assert.Equal(3, job.Attempt);

        // Give or take a tenth; the job is held from the moment at which it failed.
        async Task ExpectHeldAsync(int attempt, double minutes)
        {
            await job.RefreshAsync(Token);
            Assert.Equal((JobStatus.Pending, attempt), (job.Status, job.Attempt));
            Assert.InRange(
                job.BeginAfter!.Value, began.AddMinutes(0.9 * minutes), ended.AddMinutes(1.1 * minutes));
        }
    }

    [Fact]
    public async Task Attempts_EndWithTheLastError_R086()
    {
        var job = _test.Queue.Add(
            () => Chores.FailUntil(_gate.Id, 9), new JobOptions { MaxAttempts = 3, RetryDelay = TimeSpan.Zero });
        await _test.DrainAsync();

        await job.WaitAsync(Token);
        Assert.Equal((JobOutcome.Failed, 3, "not yet"), (job.Outcome, job.Attempt, job.Error?.Message));
    }

    [Fact]
    public async Task Conflicts_AreTriedFiveTimes_InTheSameRun_R112()
    {
        var won = _test.Queue.Add(() => Chores.ConflictUntil(_gate.Id, 5));
        await _test.DrainAsync();
        Assert.Equal("won", await won.ResultAsync<string>(Token));
        Assert.Equal((5, 1), (_gate.Notes.Count, won.Attempt));

        _gate.Notes.Clear();
        var lost = _test.Queue.Add(() => Chores.ConflictUntil(_gate.Id, 6));
        await _test.DrainAsync();
        Assert.Equal(ErrorIds.StoreBusy, (await lost.WaitAsync(Token)).Error?.ErrorId);
        Assert.Equal(5, _gate.Notes.Count);
    }

    [Theory]
    [InlineData(RetryPolicyKind.Forever, 50)]
    [InlineData(RetryPolicyKind.Never, 1)]
    public async Task Conflicts_GoByPolicy_R118_R119(RetryPolicyKind policy, int calls)
    {
        var job = _test.Queue.Add(
            () => Chores.ConflictUntil(_gate.Id, 50), new JobOptions { RetryPolicy = policy });
        await _test.DrainAsync();

        await job.WaitAsync(Token);
        Assert.Equal(calls, _gate.Notes.Count);
    }

    [Fact]
    public async Task Conflicts_AreCountedAnew_InEachRun_R107()
    {
        var job = _test.Queue.Add(
            () => Chores.ConflictUntil(_gate.Id, 99), new JobOptions { MaxAttempts = 2, RetryDelay = TimeSpan.Zero });
        await _test.DrainAsync();

        await job.WaitAsync(Token);
        Assert.Equal((10, 2), (_gate.Notes.Count, job.Attempt));
    }

    [Fact]
    public async Task Attempts_ReadTheArguments_AsTheyWereStored_R028()
    {
        var job = _test.Queue.Add(() => Chores.Grow(_gate.Id, new List<int> { 7, 7 }, 3));
        await _test.DrainAsync();

        await job.WaitAsync(Token);
        Assert.Equal(JobOutcome.Succeeded, job.Outcome);
        Assert.Equal(["3", "3", "3"], _gate.Notes);
    }

    // R111 as it is meant.
    [Fact]
    public async Task Retry_IsGivenUp_WhenItWouldBeginTooLate_R111()
    {
        var job = _test.Queue.Add(() => Chores.FailUntil(_gate.Id, 9), new JobOptions
        {
            MaxAttempts = 3, RetryDelay = TimeSpan.FromMinutes(10), BeginBy = TimeSpan.FromMinutes(5),
        });
        await _test.DrainAsync();

        await job.WaitAsync(Token);
        Assert.Equal((1, "not yet"), (job.Attempt, job.Error?.Message));
    }

    public async ValueTask DisposeAsync()
    {
        _gate.Dispose();
        await _test.DisposeAsync();
    }
}
