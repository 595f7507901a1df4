using AsyncEngine;
using AsyncEngine.Dispatching;
using AsyncEngine.Jobs;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Unit.Dispatching;

/// <summary>
/// Dispatchers that fall silent, really or only for others: each has a clock of its own, and one whose clock stands
/// still never pings.
/// </summary>
public sealed class RescueTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _frozen = new(Start);
    private readonly FakeTimeProvider _running = new(Start);
    private readonly TestStore _test;
    private readonly AsyncStore _other;
    private readonly Gate _gate = new();

    public RescueTests()
    {
        _test = new TestStore(_frozen);
        _other = _test.Open(new StoreOptions { TimeProvider = _running });
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SilentDispatcher_LosesItsJob_AndItsOwnOutcomeIsRefused_R062_R242()
    {
        var silent = await _test.StartAsync();
        var job = _test.Queue.Add(() => Chores.Deaf(_gate.Id));
        await _gate.EnteredAsync();
        var rescuer = await _test.StartAsync(store: _other);

        await RescuedAsync(_gate.EnteredAsync()); // it runs a second time, at the rescuer
        _gate.Open();
        await job.WaitAsync(Token);
        await rescuer.DrainAsync(Token);

        Assert.Equal((JobOutcome.Succeeded, rescuer.Uuid), (job.Outcome, job.Dispatcher));
        Assert.Equal(1, rescuer.GetStatistics().Succeeded);
        await silent.StopAsync(cancellationToken: Token);
        Assert.Equal((0, 1), (silent.GetStatistics().Succeeded, silent.GetStatistics().Reassigned));
    }

    [Fact]
    public async Task StolenRun_GetsItsTokenCancelled_R175()
    {
        var silent = await _test.StartAsync();
        var job = _test.Queue.Add(() => Chores.Pass(_gate.Id, default));
        await _gate.EnteredAsync();
        await _test.StartAsync(store: _other);

        await RescuedAsync(_gate.EnteredAsync());
        while (silent.GetRunningJobs().Count > 0)
        {
            await Task.Delay(1, Token); // the stolen run ends by its token alone: the gate is shut
        }

        _gate.Open();
        await job.WaitAsync(Token);
        while (silent.GetStatistics().Reassigned == 0)
        {
            await Task.Delay(1, Token); // it is counted a moment after the token was cancelled
        }

        Assert.Equal((0, 1), (silent.GetStatistics().Succeeded, silent.GetStatistics().Reassigned));
    }

    // R160: no clean-up of its own, its next ping brings it back.
    [Fact]
    public async Task DispatcherThatWasDeclaredDead_IsActiveAgain_WithItsNextPing_R160_R243()
    {
        var silent = await _test.StartAsync();
        var again = new TaskCompletionSource();
        silent.Reactivated += (_, _) => again.TrySetResult();
        var rescuer = await _test.StartAsync(store: _other);
        await DeadAsync(silent.Uuid);
        await rescuer.StopAsync(cancellationToken: Token);

        await _frozen.AdvanceUntilAsync(again.Task, TimeSpan.FromSeconds(5));

        Assert.Equal(2, await _test.Queue.Add(() => Chores.Twice(1)).ResultAsync<int>(Token));
    }

    [Fact]
    public async Task Drain_WaitsForTheJobsOfASilentDispatcher_R170_R238()
    {
        await _test.StartAsync();
        var job = _test.Queue.Add(() => Chores.Deaf(_gate.Id));
        await _gate.EnteredAsync();
        var rescuer = await _test.StartAsync(store: _other);

        var drain = rescuer.DrainAsync(Token);
        Assert.NotSame(drain, await Task.WhenAny(drain, Task.Delay(100, Token)));
        await RescuedAsync(_gate.EnteredAsync());
        _gate.Open();
        await drain.WaitAsync(TimeSpan.FromSeconds(120), Token);

        await job.RefreshAsync(Token);
        Assert.Equal(JobStatus.Completed, job.Status);
    }

    // R250: after a sleep everybody is late, but not all wake at the same moment.
    [Fact]
    public async Task Ping_JudgesNobodyForAPingInterval_WhenTheClockJumped_R250()
    {
        var sleeper = await _test.StartAsync();
        var waker = await _test.StartAsync(store: _other);
        await PingedAsync(waker, after: Start);

        _running.Advance(TimeSpan.FromHours(1));
        await PingedAsync(waker, after: Start.AddMinutes(30));
        for (var seconds = 0; seconds < 25; seconds++)
        {
            _running.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(5, Token);
        }

        var info = (await _other.GetDispatchersAsync(Token)).Single(each => each.Uuid == sleeper.Uuid);
        Assert.NotNull(info.ActivatedAt);
    }

    // Trap 8: others will think it dead; its jobs must not hold a quota twice.
    [Fact]
    public async Task DispatcherThatCannotPing_InterruptsJobsWithQuotas()
    {
        await _test.Queue.CreateQuotaAsync("db", cancellationToken: Token);
        await using var faulty = new FaultyStore(_test.Store);
        var dispatcher = await _test.StartAsync(store: faulty.Door);
        var quota = _test.Queue.Add(
            () => Chores.Pass(_gate.Id, default), new JobOptions { Quotas = ["db"] });
        await _gate.EnteredAsync();
        var plain = _test.Queue.Add(() => Chores.Pass(_gate.Id, default));
        await _gate.EnteredAsync();

        faulty.PingsFail = true;
        await _frozen.AdvanceUntilAsync(
            () => Task.FromResult(!dispatcher.GetRunningJobs().Contains(quota.Id)), TimeSpan.FromSeconds(5));

        Assert.Contains(plain.Id, dispatcher.GetRunningJobs());
        faulty.PingsFail = false;
        _gate.Open();
        Assert.Equal(JobOutcome.Succeeded, (await quota.WaitAsync(Token)).Outcome);
        Assert.Equal(JobOutcome.Succeeded, (await plain.WaitAsync(Token)).Outcome);
    }

    // Steps of a poll interval, so that the rescuer pings as it would: one that pings late judges nobody.
    private Task RescuedAsync(Task rescued) => _running.AdvanceUntilAsync(rescued, TimeSpan.FromSeconds(5));

    private static async Task PingedAsync(Dispatcher dispatcher, DateTimeOffset after)
    {
        while (!(dispatcher.GetStatistics().LastPingAt >= after))
        {
            await Task.Delay(1, Token);
        }
    }

    private async Task DeadAsync(Guid uuid)
    {
        await _running.AdvanceUntilAsync(
            async () => (await _other.GetDispatchersAsync(Token)).Single(each => each.Uuid == uuid).ActivatedAt is null,
            TimeSpan.FromSeconds(5));
    }

    public async ValueTask DisposeAsync()
    {
        _gate.Dispose();
        await _test.DisposeAsync();
    }
}
