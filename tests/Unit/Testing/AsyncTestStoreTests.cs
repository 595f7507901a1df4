using AsyncEngine;
using AsyncEngine.Dispatching;
using AsyncEngine.Jobs;
using AsyncEngine.Testing;
using Unit.Dispatching;
using Xunit;

namespace Unit.Testing;

/// <summary>Steps through time: what is due on the way has been done when a step returns.</summary>
public sealed class AsyncTestStoreTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Evening = new(2030, 1, 1, 22, 0, 0, TimeSpan.Zero);

    private readonly AsyncTestStore _test = AsyncStore.OpenTest(new TestStoreOptions { StartTime = Evening });
    private readonly Gate _gate = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private JobQueue Queue => _test.Store.Queue();

    [Fact]
    public async Task NightlyJob_RunsAtItsTime_WithoutTheNight_R252()
    {
        var nightly = Queue.Add(() => Chores.Twice(21), new JobOptions { BeginAfter = Evening.AddHours(5) });

        await _test.StepAsync(TimeSpan.FromHours(4), Token);
        Assert.Equal(JobStatus.Pending, await StatusOf(nightly));
        var step = await _test.StepAsync(TimeSpan.FromHours(4), Token);

        Assert.Equal((Evening.AddHours(8), 1), (step.Now, step.Ended));
        Assert.Equal(JobStatus.Completed, await StatusOf(nightly));
        Assert.Equal((42, Evening.AddHours(5)), (await nightly.ResultAsync<int>(Token), nightly.StartedAt));
    }

    [Fact]
    public async Task JobsOfOneStep_RunInTheOrderOfTheirTimes_EachAtItsOwn_R252()
    {
        foreach (var hours in new[] { 3, 1, 2, 30 })
        {
            Queue.Add(
                () => Chores.Note(_gate.Id, $"{hours}"), new JobOptions { BeginAfter = Evening.AddHours(hours) });
        }

        Assert.Equal(3, (await _test.StepAsync(TimeSpan.FromHours(24), Token)).Ended);

        Assert.Equal(["1", "2", "3"], _gate.Notes);
    }

    [Fact]
    public async Task StepOfNoTime_RunsWhatIsDueNow_AndNothingElse_R253()
    {
        var now = Queue.Add(() => Chores.Twice(1));
        var soon = Queue.Add(() => Chores.Twice(2), new JobOptions { BeginAfter = Evening.AddSeconds(1) });

        var step = await _test.StepAsync(TimeSpan.Zero, Token);

        Assert.Equal((Evening, 1), (step.Now, step.Ended));
        Assert.Equal((JobStatus.Completed, JobStatus.Pending), (await StatusOf(now), await StatusOf(soon)));
    }

    [Fact]
    public async Task BetweenSteps_NothingRuns()
    {
        await _test.StepAsync(TimeSpan.FromSeconds(5), Token);
        var job = Queue.Add(() => Chores.Note(_gate.Id, "ran"));
        await Task.Delay(100, Token);
        Assert.Empty(_gate.Notes);

        await _test.StepAsync(TimeSpan.Zero, Token);

        Assert.Equal(JobStatus.Completed, await StatusOf(job));
    }

    [Fact]
    public async Task JobsAndCallbacks_ThatJobsAdd_RunInTheSameStep()
    {
        var job = Queue.Add(() => Chores.Twice(1));
        await job.AddCallbackAsync(JobCallback.OnSuccess(() => Chores.Note(_gate.Id, "callback")), Token);

        await _test.StepAsync(TimeSpan.FromSeconds(1), Token);

        Assert.Equal(["callback"], _gate.Notes);
        Assert.Equal(JobStatus.Completed, await StatusOf(job));
    }

    [Fact]
    public async Task Retries_RunWhenTheirDelaysAreOver()
    {
        var job = Queue.Add(
            () => Chores.FailUntil(_gate.Id, 3),
            new JobOptions { MaxAttempts = 3, RetryDelay = TimeSpan.FromMinutes(10) });

        await _test.StepAsync(TimeSpan.Zero, Token);
        Assert.Single(_gate.Notes);
        await _test.StepAsync(TimeSpan.FromHours(3), Token);

        Assert.Equal("at last", await job.ResultAsync<string>(Token));
    }

    [Fact]
    public async Task JobThatMayNotBeginAnyMore_Expires()
    {
        await Queue.CreateQuotaAsync("shut", 0, Token);
        var job = Queue.Add(
            () => Chores.Twice(1), new JobOptions { Quotas = ["shut"], BeginBy = TimeSpan.FromMinutes(10) });

        await _test.StepAsync(TimeSpan.FromMinutes(11), Token);

        Assert.Equal(ErrorIds.JobExpired, (await job.WaitAsync(Token)).Error?.ErrorId);
    }

    [Fact]
    public async Task TimeLimit_EndsAJob_WhenTheClockSaysSo()
    {
        await using var test = AsyncStore.OpenTest(
            new TestStoreOptions { StartTime = Evening, Patience = TimeSpan.FromMilliseconds(200) });
        var job = test.Store.Queue().Add(
            () => Chores.Pass(_gate.Id, default), new JobOptions { Timeout = TimeSpan.FromMinutes(10) });

        var step = await test.StepAsync(TimeSpan.FromMinutes(9), Token);
        Assert.Equal([job.Id], step.Running);
        step = await test.StepAsync(TimeSpan.FromMinutes(2), Token);

        Assert.Empty(step.Running);
        Assert.Equal(ErrorIds.JobTimedOut, (await job.WaitAsync(Token)).Error?.ErrorId);
    }

    [Fact]
    public async Task EveryQueue_IsServed_AlsoOneThatComesLater()
    {
        await _test.StepAsync(TimeSpan.Zero, Token);
        var late = await _test.Store.CreateQueueAsync("late", cancellationToken: Token);
        var job = late.Add(() => Chores.Twice(1));

        await _test.StepAsync(TimeSpan.Zero, Token);

        Assert.Equal(JobStatus.Completed, await StatusOf(job));
    }

    [Fact]
    public async Task OwnDispatcher_Leaves_WhenTheTestHasOne()
    {
        await _test.StepAsync(TimeSpan.Zero, Token);
        await using var mine = new Dispatcher(_test.Store);
        await mine.StartAsync(Token);
        var job = Queue.Add(() => Chores.Twice(1), new JobOptions { BeginAfter = Evening.AddHours(1) });

        await _test.StepAsync(TimeSpan.FromHours(2), Token);

        Assert.Equal(JobStatus.Completed, await StatusOf(job));
        Assert.Equal(mine.Uuid, (await job.WaitAsync(Token)).Dispatcher);
    }

    // Death and rescue by hand: the heartbeat of one stands still, the other's goes on.
    [Fact]
    public async Task SilentDispatcher_LosesItsJob_AndHearsOfIt_R062_R242_R251()
    {
        await using var silent = new Dispatcher(_test.Store);
        await silent.StartAsync(Token);
        var job = Queue.Add(() => Chores.Deaf(_gate.Id));
        await _gate.EnteredAsync();
        await using var sibling = new Dispatcher(_test.Store);
        await sibling.StartAsync(Token);

        // It runs there a second time, and ends as soon as it is let go.
        var passing = Task.Run(
            async () =>
            {
                await _gate.EnteredAsync();
                _gate.Open();
            },
            Token);
        await _test.StepAsync(TimeSpan.FromSeconds(95), [silent], Token);
        await passing;

        await job.RefreshAsync(Token);
        Assert.Equal((JobOutcome.Succeeded, sibling.Uuid), (job.Outcome, job.Dispatcher));
        Assert.Equal(1, sibling.GetStatistics().Succeeded);
        Assert.Equal((0, 1), (silent.GetStatistics().Succeeded, silent.GetStatistics().Reassigned));
    }

    [Fact]
    public async Task LivingDispatchers_StayAlive_HoweverFarTheClockJumps()
    {
        await using var first = new Dispatcher(_test.Store);
        await using var second = new Dispatcher(_test.Store);
        await first.StartAsync(Token);
        await second.StartAsync(Token);
        var again = 0;
        first.Reactivated += (_, _) => Interlocked.Increment(ref again);
        second.Reactivated += (_, _) => Interlocked.Increment(ref again);

        await _test.StepAsync(TimeSpan.FromDays(3), Token);
        await _test.StepAsync(TimeSpan.FromMinutes(3), Token);

        Assert.All(await _test.Store.GetDispatchersAsync(Token), each => Assert.True(each.Alive));
        Assert.Equal(0, again);
    }

    // Just too short for a dispatcher to notice that it is late itself, and too long for the sign of another.
    [Fact]
    public async Task LivingDispatchers_StayAlive_WhenStepsAreShorterThanALife_R250()
    {
        await using var first = new Dispatcher(_test.Store);
        await first.StartAsync(Token);
        await _test.StepAsync(TimeSpan.FromSeconds(20), Token);
        await using var second = new Dispatcher(_test.Store);
        await second.StartAsync(Token);
        var again = 0;
        first.Reactivated += (_, _) => Interlocked.Increment(ref again);
        second.Reactivated += (_, _) => Interlocked.Increment(ref again);

        for (var step = 0; step < 20; step++)
        {
            await _test.StepAsync(TimeSpan.FromSeconds(44), Token);
        }

        Assert.All(await _test.Store.GetDispatchersAsync(Token), each => Assert.True(each.Alive));
        Assert.Equal(0, again);
    }

    [Fact]
    public async Task Year_OfNightlyJobs_IsOverSoon()
    {
        var nights = Enumerable.Range(1, 365).Select(day =>
            JobSpec.Of(() => Chores.Twice(day), new JobOptions { BeginAfter = Evening.AddDays(day) }));
        await Queue.AddRangeAsync(nights, Token);

        Assert.Equal(365, (await _test.StepAsync(TimeSpan.FromDays(366), Token)).Ended);
    }

    [Fact]
    public async Task Clock_IsNotSteppedBack()
    {
        var refusal = await Assert.ThrowsAsync<AsyncEngineException>(
            () => _test.StepToAsync(Evening.AddSeconds(-1), Token));

        Assert.Equal(ErrorIds.ArgumentInvalid, refusal.ErrorId);
    }

    // R259: a reader sees what was committed and nothing else; several handles see one truth.
    [Fact]
    public async Task Store_IsARealOne_R257_R259()
    {
        await using var memory = AsyncStore.OpenTest(new TestStoreOptions { InMemory = true });
        var place = (await memory.Store.DescribeAsync(Token)).Location;
        Assert.True(File.Exists(place));

        await memory.DisposeAsync();

        Assert.False(Directory.Exists(Path.GetDirectoryName(place)));
    }

    [Fact]
    public async Task Close_NamesWhatDidNotLetGo_AndMayBeCalledAgain_R258()
    {
        await using var dispatcher = new Dispatcher(
            _test.Store, new DispatcherOptions { StopGrace = TimeSpan.FromSeconds(60) });
        await dispatcher.StartAsync(Token);
        var job = Queue.Add(() => Chores.Deaf(_gate.Id), new JobOptions { Name = "deaf" });
        await _gate.EnteredAsync();

        var error = await Assert.ThrowsAsync<AsyncEngineException>(
            () => _test.CloseAsync(TimeSpan.FromMilliseconds(100), Token));

        Assert.Equal(ErrorIds.TestStoreBusy, error.ErrorId);
        Assert.Contains($"{dispatcher.Uuid}", error.Message, StringComparison.Ordinal);
        Assert.Contains($"job {job.Id} 'deaf' of agent 'main'", error.Message, StringComparison.Ordinal);
        _gate.Open();
        await _test.CloseAsync(TimeSpan.FromSeconds(60), Token);
    }

    private async Task<JobStatus> StatusOf(Job job)
    {
        await job.RefreshAsync(Token);
        return job.Status;
    }

    public async ValueTask DisposeAsync()
    {
        _gate.Open();
        await _test.DisposeAsync();
        _gate.Dispose();
    }
}
