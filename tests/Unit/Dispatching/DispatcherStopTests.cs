using AsyncEngine;
using AsyncEngine.Dispatching;
using AsyncEngine.Jobs;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Unit.Dispatching;

/// <summary>Starting and stopping: what becomes of jobs that run, that were claimed, that wait.</summary>
public sealed class DispatcherStopTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly TestStore _test;
    private readonly Gate _gate = new();

    public DispatcherStopTests() => _test = new TestStore(_time);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stop_WaitsForRunningJobs_R164_R168()
    {
        var dispatcher = await _test.StartAsync();
        var job = _test.Queue.Add(() => Chores.Pass(_gate.Id, default));
        await _gate.EnteredAsync();

        var stop = dispatcher.StopAsync(cancellationToken: Token);
        Assert.False(stop.IsCompleted);
        Assert.Equal(DispatcherState.Stopping, dispatcher.State);
        _gate.Open();
        await stop;

        Assert.Equal(JobOutcome.Succeeded, (await job.WaitAsync(Token)).Outcome);
        Assert.Equal(DispatcherState.Stopped, dispatcher.State);
    }

    [Fact]
    public async Task Stop_IsSeenByRunningJobs_AtOnce_AndTheyMayEndThemselves_R164()
    {
        var dispatcher = await _test.StartAsync();
        var job = _test.Queue.Add(() => Chores.EndWhenStopping(_gate.Id));
        await _gate.EnteredAsync();

        await dispatcher.StopAsync(TimeSpan.FromHours(1), Token);

        Assert.Equal("ended by itself", (await job.WaitAsync(Token)).Result<string>());
        Assert.Equal(0, dispatcher.GetStatistics().Interrupted);
    }

    [Fact]
    public async Task Stop_GivesBackAtOnce_WhatWasClaimedAndHasNotBegun_R168()
    {
        var dispatcher = await _test.StartAsync(Size(1));
        _test.Queue.Add(() => Chores.Pass(_gate.Id, default));
        await _gate.EnteredAsync();
        var behind = _test.Queue.Add(() => Chores.Twice(1));

        var stop = dispatcher.StopAsync(TimeSpan.FromHours(10), Token);
        var other = await _test.StartAsync(Size(1), _test.Open());
        await _time.AdvanceUntilAsync(behind.WaitAsync(Token), TimeSpan.FromMilliseconds(100));
        Assert.False(stop.IsCompleted);
        _gate.Open();
        await stop;
        await other.StopAsync(cancellationToken: Token);
    }

    [Fact]
    public async Task Stop_CountsWhatItInterrupted()
    {
        var dispatcher = await _test.StartAsync(Size(1));
        _test.Queue.Add(() => Chores.Pass(_gate.Id, default));
        await _gate.EnteredAsync();

        await dispatcher.StopAsync(TimeSpan.Zero, Token);

        Assert.Equal(1, dispatcher.GetStatistics().Interrupted);
    }

    [Fact]
    public async Task Stop_CountsACallbackThatItInterrupted()
    {
        var dispatcher = await _test.StartAsync(Size(1));
        _test.Queue.Add(
            () => Chores.Twice(1),
            new JobOptions { Callbacks = [JobCallback.OnSuccess(() => Chores.Pass(_gate.Id, default))] });
        await _gate.EnteredAsync();

        await dispatcher.StopAsync(TimeSpan.Zero, Token);

        Assert.Equal(1, dispatcher.GetStatistics().Interrupted);
    }

    [Fact]
    public async Task Stop_InterruptsAtOnce_WhenItIsHurried()
    {
        var dispatcher = await _test.StartAsync(Size(1));
        var job = _test.Queue.Add(() => Chores.Pass(_gate.Id, default));
        await _gate.EnteredAsync();
        using var hurry = new CancellationTokenSource();

        var stop = dispatcher.StopAsync(TimeSpan.FromHours(1), hurry.Token);
        Assert.False(stop.IsCompleted);
        await hurry.CancelAsync();
        await stop;

        await job.RefreshAsync(Token);
        Assert.Equal(JobStatus.Pending, job.Status);
    }

    [Fact]
    public async Task Stop_InterruptsWhatDoesNotEndInTime_AndPutsItFirstInLine_R164_R236()
    {
        var dispatcher = await _test.StartAsync(Size(1));
        var job = _test.Queue.Add(() => Chores.Pass(_gate.Id, default));
        await _gate.EnteredAsync();
        var behind = _test.Queue.Add(() => Chores.Twice(1));

        await dispatcher.StopAsync(TimeSpan.Zero, Token);

        await job.RefreshAsync(Token);
        Assert.Equal(JobStatus.Pending, job.Status);
        _gate.Open();
        var order = new List<long>();
        var next = _test.New(Size(1));
        next.JobStarted += (_, started) => order.Add(started.JobId);
        await next.StartAsync(Token);
        await next.DrainAsync(Token);
        Assert.Equal([job.Id, behind.Id], order);
        Assert.Equal(JobOutcome.Succeeded, (await job.WaitAsync(Token)).Outcome);
    }

    [Fact]
    public async Task Stop_TakesAJobAtItsWord_ThatReturnsWhenItIsInterrupted()
    {
        var dispatcher = await _test.StartAsync();
        var job = _test.Queue.Add(() => Chores.Watch(_gate.Id, default));
        await _gate.EnteredAsync();

        await dispatcher.StopAsync(TimeSpan.Zero, Token);

        Assert.Equal(JobOutcome.Succeeded, (await job.WaitAsync(Token)).Outcome);
    }

    [Theory]
    [InlineData(RetryPolicyKind.Never)]
    public async Task Stop_AbortsWhatMayNotRunAgain_R119_R245(RetryPolicyKind policy)
    {
        var dispatcher = await _test.StartAsync();
        var job = _test.Queue.Add(
            () => Chores.Pass(_gate.Id, default), new JobOptions { RetryPolicy = policy });
        await _gate.EnteredAsync();

        await dispatcher.StopAsync(TimeSpan.Zero, Token);

        Assert.Equal(ErrorIds.JobAborted, (await job.WaitAsync(Token)).Error?.ErrorId);
    }

    // R115: nine interruptions are forgiven, the tenth ends the job.
    [Fact]
    public async Task Stop_TheTenthTime_AbortsTheJob_R115_R244()
    {
        var job = _test.Queue.Add(() => Chores.Pass(_gate.Id, default));
        for (var stop = 1; stop <= 10; stop++)
        {
            await job.RefreshAsync(Token);
            Assert.Equal(JobStatus.Pending, job.Status);
            var dispatcher = await _test.StartAsync();
            await _gate.EnteredAsync();
            await dispatcher.StopAsync(TimeSpan.Zero, Token);
        }

        Assert.Equal(ErrorIds.JobAborted, (await job.WaitAsync(Token)).Error?.ErrorId);
    }

    [Fact]
    public async Task Stop_LeavesADeafThreadBehind_AndItsJobFirstInLine()
    {
        var dispatcher = await _test.StartAsync();
        var job = _test.Queue.Add(() => Chores.Deaf(_gate.Id));
        await _gate.EnteredAsync();

        var stop = dispatcher.StopAsync(TimeSpan.Zero, Token);
        while (!stop.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(5));
            await Task.WhenAny(stop, Task.Delay(5, Token));
        }

        await stop;
        await job.RefreshAsync(Token);
        Assert.Equal(JobStatus.Pending, job.Status);
        Assert.Equal(1, dispatcher.GetStatistics().Abandoned);
    }

    [Fact]
    public async Task Stop_GivesBackWhatWasClaimedAhead_AsIfItHadNotBeen()
    {
        // Short jobs teach the agent to claim ahead; then one holds its only thread.
        await _test.Queue.AddRangeAsync(Enumerable.Range(0, 50), item => Chores.Twice(item), cancellationToken: Token);
        var dispatcher = await _test.StartAsync(Size(1));
        await dispatcher.DrainAsync(Token);
        var first = _test.Queue.Add(() => Chores.Watch(_gate.Id, default));
        var others = await _test.Queue.AddRangeAsync(
            Enumerable.Range(0, 20), item => Chores.Twice(item), cancellationToken: Token);
        await _gate.EnteredAsync();

        await dispatcher.StopAsync(TimeSpan.Zero, Token);

        foreach (var job in others)
        {
            await job.RefreshAsync(Token);
            Assert.Equal((JobStatus.Pending, 0), (job.Status, job.Attempt));
        }

        await first.WaitAsync(Token);
    }

    [Fact]
    public async Task Stop_IsIdempotent_AndAStoppedDispatcherDoesNotStartAgain_R167()
    {
        var dispatcher = await _test.StartAsync();

        await dispatcher.StopAsync(cancellationToken: Token);
        await dispatcher.StopAsync(cancellationToken: Token);

        await Assert.ThrowsAsync<InvalidOperationException>(() => dispatcher.StartAsync(Token));
        await Assert.ThrowsAsync<InvalidOperationException>(() => dispatcher.DrainAsync(Token));
    }

    [Fact]
    public async Task Start_IsRefused_WhenAQueueDoesNotExist()
    {
        var dispatcher = _test.New(new DispatcherOptions { Agents = [new AgentOptions { Queue = "nowhere" }] });

        var error = await Assert.ThrowsAsync<AsyncEngineException>(() => dispatcher.StartAsync(Token));

        Assert.Equal((ErrorIds.QueueNotFound, DispatcherState.New), (error.ErrorId, dispatcher.State));
    }

    [Fact]
    public async Task Start_IsRefused_WhileAnotherWithThisUuidLives_R151()
    {
        var uuid = Guid.NewGuid();
        var first = await _test.StartAsync(new DispatcherOptions { Uuid = uuid });
        var second = _test.New(new DispatcherOptions { Uuid = uuid });

        var error = await Assert.ThrowsAsync<AsyncEngineException>(() => second.StartAsync(Token));
        Assert.Equal(ErrorIds.DispatcherRunning, error.ErrorId);

        await first.StopAsync(cancellationToken: Token);
        await second.StartAsync(Token);
        Assert.Equal(DispatcherState.Running, second.State);
    }

    [Fact]
    public async Task Events_TellOfTheDispatchersLifeAndItsJobs_R165()
    {
        var told = new List<string>();
        var dispatcher = _test.New();
        dispatcher.Activated += (_, _) => told.Add("activated");
        dispatcher.Deactivated += (_, _) => told.Add("deactivated");
        dispatcher.JobStarted += (_, job) => told.Add($"started {job.Name}");
        dispatcher.JobCompleted += (_, job) => told.Add($"{job.Outcome} {job.Name}");
        _test.Queue.Add(() => Chores.Twice(1), new JobOptions { Name = "it" });

        await dispatcher.StartAsync(Token);
        await dispatcher.DrainAsync(Token);
        await dispatcher.StopAsync(cancellationToken: Token);

        Assert.Equal(["activated", "started it", "Succeeded it", "deactivated"], told.Order(EventOrder.Instance));
    }

    [Fact]
    public async Task Subscriber_ThatThrows_HarmsNobody()
    {
        var dispatcher = _test.New();
        dispatcher.JobStarted += (_, _) => throw new InvalidOperationException("subscriber");
        dispatcher.JobCompleted += (_, _) => throw new InvalidOperationException("subscriber");
        await dispatcher.StartAsync(Token);

        Assert.Equal(2, await _test.Queue.Add(() => Chores.Twice(1)).ResultAsync<int>(Token));
    }

    [Fact]
    public async Task Statistics_CountWhatWasDone_R180()
    {
        var dispatcher = await _test.StartAsync();
        await _test.Queue.Add(() => Chores.Twice(1)).WaitAsync(Token);
        await _test.Queue.Add(() => Chores.Fail("x")).WaitAsync(Token);
        var running = _test.Queue.Add(() => Chores.Pass(_gate.Id, default));
        await _gate.EnteredAsync();

        var statistics = dispatcher.GetStatistics();

        Assert.Equal((3, 1, 1), (statistics.Started, statistics.Succeeded, statistics.Failed));
        Assert.Equal(1, statistics.Running);
        Assert.Equal([running.Id], dispatcher.GetRunningJobs());
    }

    [Theory]
    [MemberData(nameof(Contradictions))]
    public void New_IsRefused_WhenOptionsContradictEachOther(DispatcherOptions options) =>
        Assert.Equal(
            ErrorIds.ArgumentInvalid,
            Assert.Throws<AsyncEngineException>(() => new Dispatcher(_test.Store, options)).ErrorId);

    public static TheoryData<DispatcherOptions> Contradictions() =>
    [
        new DispatcherOptions { PollInterval = TimeSpan.Zero },
        new DispatcherOptions { PingInterval = TimeSpan.FromSeconds(60) },
        new DispatcherOptions { StopGrace = TimeSpan.FromSeconds(-1) },
        new DispatcherOptions { Agents = [new AgentOptions { Size = -1 }] },
        new DispatcherOptions { Agents = [new AgentOptions { Queue = string.Empty }] },
        new DispatcherOptions { Agents = null! },
        new DispatcherOptions { PollInterval = TimeSpan.MaxValue },
        new DispatcherOptions { Agents = [new AgentOptions(), new AgentOptions { Name = "MAIN" }] },
    ];

    private static DispatcherOptions Size(int size) => new() { Agents = [new AgentOptions { Size = size }] };

    public async ValueTask DisposeAsync()
    {
        _gate.Dispose();
        await _test.DisposeAsync();
    }

    // The start of a job may be told before the activation of its dispatcher: two threads tell.
    private sealed class EventOrder : IComparer<string>
    {
        public static EventOrder Instance { get; } = new();

        public int Compare(string? x, string? y) => Rank(x).CompareTo(Rank(y));

        private static int Rank(string? told) => told switch
        {
            "activated" => 0, "deactivated" => 3, _ => told!.StartsWith("started", StringComparison.Ordinal) ? 1 : 2,
        };
    }
}
