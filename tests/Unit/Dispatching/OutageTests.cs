using AsyncEngine;
using AsyncEngine.Dispatching;
using AsyncEngine.Jobs;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Unit.Dispatching;

/// <summary>A store that does not answer, or not as it should.</summary>
public sealed class OutageTests : IAsyncDisposable
{
    private const int OutcomeUnwritable = 2015;

    private readonly RecordingLog _log = new();
    private readonly TestStore _test;
    private readonly FaultyStore _faulty;
    private readonly Gate _gate = new();

    public OutageTests()
    {
        _test = new TestStore(log: _log);
        _faulty = new FaultyStore(_test.Store);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Outcome_IsKeptAndWritten_WhenTheStoreIsBack_R061_R124_R233_R148_R234()
    {
        var dispatcher = await _test.StartAsync(store: _faulty.Door);
        var job = _test.Queue.Add(() => Chores.Pass(_gate.Id, default));
        await _gate.EnteredAsync();

        _faulty.IsAway = true;
        _gate.Open();
        while (Volatile.Read(ref _faulty.FailedTurns) < 3 || dispatcher.GetStatistics().Unsettled == 0)
        {
            await Task.Delay(1, Token); // turns that only look for jobs fail, too
        }

        Assert.Equal(1, dispatcher.GetStatistics().Unsettled);
        _faulty.IsAway = false;

        Assert.Equal(JobOutcome.Succeeded, (await job.WaitAsync(Token)).Outcome);
        await dispatcher.StopAsync(cancellationToken: Token);
        Assert.Equal(1, _log.Count(3001));
        Assert.Equal(1, _log.Count(3002));
    }

    [Fact]
    public async Task Stop_DuringAnOutage_StillEnds()
    {
        var dispatcher = await _test.StartAsync(
            new DispatcherOptions { StopTimeout = TimeSpan.Zero, StopGrace = TimeSpan.FromMilliseconds(200) },
            _faulty.Door);
        _test.Queue.Add(() => Chores.Pass(_gate.Id, default));
        await _gate.EnteredAsync();
        _faulty.IsAway = true;
        _gate.Open();

        await dispatcher.StopAsync(cancellationToken: Token).WaitAsync(TimeSpan.FromSeconds(120), Token);

        Assert.Equal(DispatcherState.Stopped, dispatcher.State);
    }

    // One settlement that the store chokes on must not hold up the others, nor the dispatcher.
    [Fact]
    public async Task Settlement_ThatTheStoreChokesOn_FailsItsJobAlone_R087_R125()
    {
        var bad = _test.Queue.Add(() => Chores.Echo("bad"));
        var good = await _test.Queue.AddRangeAsync(
            Enumerable.Range(0, 50), item => Chores.Twice(item), cancellationToken: Token);
        _faulty.Chokes = settlement => settlement.Key.JobId == bad.Id && settlement.Outcome == JobOutcome.Succeeded;

        await using var dispatcher = await _test.StartAsync(store: _faulty.Door);
        await dispatcher.DrainAsync(Token);

        Assert.Equal(JobOutcome.Failed, (await bad.WaitAsync(Token)).Outcome);
        foreach (var job in good)
        {
            Assert.Equal(JobOutcome.Succeeded, (await job.WaitAsync(Token)).Outcome);
        }
    }

    // The reference tries for ever and loses thread and slot; here they are free, and the next dispatcher ends the job.
    [Fact]
    public async Task CallbackThatCanNeverBeWritten_IsToldAndHoldsUpNobody_R247()
    {
        var bad = _test.Queue.Add(() => Chores.Echo("bad"), new JobOptions
        {
            Callbacks = [JobCallback.OnSuccess(() => Chores.Note(_gate.Id, "callback"))],
        });
        _faulty.Chokes = settlement => settlement.Key.JobId != settlement.Key.RootId;

        await using (var dispatcher = await _test.StartAsync(
            new DispatcherOptions { Agents = [new AgentOptions { Size = 1 }] }, _faulty.Door))
        {
            while (_log.Count(OutcomeUnwritable) == 0)
            {
                await Task.Delay(10, Token);
            }

            // The agent's only thread and its only slot are free.
            var good = _test.Queue.Add(() => Chores.Twice(21));
            Assert.Equal(42, await good.ResultAsync<int>(Token));
            await bad.RefreshAsync(Token);
            Assert.Equal(JobStatus.Callbacks, bad.Status);
        }

        Assert.Contains(_log.Entries, entry => entry is { Id: OutcomeUnwritable, Level: LogLevel.Critical });
        _faulty.Chokes = null;
        await _test.DrainAsync();
        await bad.RefreshAsync(Token);
        Assert.Equal(JobStatus.Completed, bad.Status);
    }

    [Fact]
    public async Task AddedJobs_OfAQueueThatIsGone_FailTheirAdder_R086_R087()
    {
        await _test.Store.CreateQueueAsync("short", cancellationToken: Token);
        await _test.StartAsync();
        var job = _test.Queue.Add(() => Chores.AddTo(_gate.Id, "short", null!));
        await _gate.EnteredAsync();
        await _test.Store.RemoveQueueAsync("short", cancellationToken: Token);
        _gate.Open();

        await job.WaitAsync(Token);

        Assert.Equal((JobOutcome.Failed, ErrorIds.QueueNotFound), (job.Outcome, job.Error?.ErrorId));
    }

    public async ValueTask DisposeAsync()
    {
        _gate.Dispose();
        await _test.DisposeAsync();
    }
}
