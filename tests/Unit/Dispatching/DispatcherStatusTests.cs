using AsyncEngine;
using AsyncEngine.Dispatching;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Unit.Dispatching;

/// <summary>What a dispatcher says of itself: that it starts, runs, is stuck, stops, has stopped.</summary>
public sealed class DispatcherStatusTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Start);
    private readonly RecordingLog _log = new();
    private readonly TestStore _test;
    private readonly Gate _gate = new();

    public DispatcherStatusTests() => _test = new TestStore(_time, _log);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_HappensOnce_AndBeginsWithNothing_R145()
    {
        var dispatcher = _test.New();
        Assert.Equal((DispatcherState.New, null), (dispatcher.State, dispatcher.GetStatistics().StartedAt));
        await dispatcher.StartAsync(Token);

        Assert.Equal((DispatcherState.Running, Start), (dispatcher.State, dispatcher.GetStatistics().StartedAt!.Value));
        Assert.Equal(0, dispatcher.GetStatistics().Started);
        await Assert.ThrowsAsync<InvalidOperationException>(() => dispatcher.StartAsync(Token));
        Assert.Equal(DispatcherState.Running, dispatcher.State);
    }

    [Fact]
    public async Task State_TellsRunning_Stopping_AndStopped_R146()
    {
        var dispatcher = await _test.StartAsync();
        _test.Queue.Add(() => Chores.Pass(_gate.Id, default));
        await _gate.EnteredAsync();
        Assert.Equal(DispatcherState.Running, dispatcher.State);

        var stop = dispatcher.StopAsync(cancellationToken: Token);
        Assert.Equal(DispatcherState.Stopping, dispatcher.State);
        _gate.Open();
        await stop;

        Assert.Equal((DispatcherState.Stopped, TimeSpan.Zero), (dispatcher.State, dispatcher.GetStatistics().Uptime));
    }

    [Theory]
    [InlineData(5, 5, false)]
    [InlineData(5, 10, false)]
    [InlineData(5, 10.001, true)]
    [InlineData(0.1, 5.1, false)]
    [InlineData(0.1, 5.101, true)]
    [InlineData(60, 120, false)]
    [InlineData(60, 120.001, true)]
    public void Poll_IsOverdue_OnlyAfterSomeGrace_R177(double interval, double passed, bool overdue) => Assert.Equal(
        overdue, PollTerms.IsOverdue(Start, TimeSpan.FromSeconds(interval), Start.AddSeconds(passed)));

    [Fact]
    public async Task Statistics_TellThatAPollIsOverdue_WhileTheStoreIsAway_R177_R208()
    {
        var faulty = new FaultyStore(_test.Store) { ListsFail = true };
        await using var dispatcher = new Dispatcher(faulty.Door, new DispatcherOptions { PollInterval = TimeSpan.FromSeconds(5) });
        await dispatcher.StartAsync(Token);
        var before = dispatcher.GetStatistics();
        Assert.Equal((null, false, TimeSpan.FromSeconds(5)), (before.LastPollAt, before.IsStuck, before.PollInterval));
        _time.Advance(TimeSpan.FromSeconds(10.5));

        var stuck = dispatcher.GetStatistics();
        Assert.Equal((true, TimeSpan.FromSeconds(10.5)), (stuck.IsStuck, stuck.Uptime));
        faulty.ListsFail = false;
        while (dispatcher.GetStatistics().LastPollAt is null)
        {
            // The store is asked again after a pause of this clock.
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(1, Token);
        }

        Assert.False(dispatcher.GetStatistics().IsStuck);
    }

    [Fact]
    public void Dispatcher_HasAnAgent_ThatNobodyAskedFor_R189()
    {
        var agent = Assert.Single(new DispatcherOptions().Agents);

        Assert.Equal(("main", "default"), (agent.Name, agent.Queue));
        Assert.True(agent.Size > 0);
    }

    [Fact]
    public async Task EventsAndTrace_AreToldApart_ByLevelAndId_R228()
    {
        _test.Queue.Add(() => Chores.Twice(1));
        await _test.DrainAsync();

        Assert.All(_log.Entries, entry => Assert.NotEqual(0, entry.Id));
        Assert.All(
            _log.Entries.Where(entry => entry.Id is 1001 or 1002 or 1003),
            entry => Assert.Equal(LogLevel.Information, entry.Level));
        Assert.Equal((1, 1, 1), (_log.Count(1001), _log.Count(1002), _log.Count(1003)));
        Assert.All(_log.Entries.Where(entry => entry.Id == 1007), entry => Assert.Equal(LogLevel.Debug, entry.Level));
        Assert.NotEqual(0, _log.Count(1007));
    }

    [Fact]
    public void Log_HasOneIdForEachOfItsSentences_R228()
    {
        var ids = typeof(AsyncEngine.Diagnostics.Log).GetMethods()
            .SelectMany(method => method.GetCustomAttributes(typeof(LoggerMessageAttribute), inherit: false))
            .Select(attribute => ((LoggerMessageAttribute)attribute).EventId)
            .ToList();

        Assert.NotEmpty(ids);
        Assert.Equal(ids.Distinct().Count(), ids.Count);
    }

    public async ValueTask DisposeAsync()
    {
        _gate.Dispose();
        await _test.DisposeAsync();
    }
}
