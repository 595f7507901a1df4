using AsyncEngine;
using AsyncEngine.Dispatching;
using AsyncEngine.Jobs;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Unit.Dispatching;

/// <summary>What is logged of jobs, how loudly, and in which order.</summary>
public sealed class LogTests : IAsyncDisposable
{
    private const int Activated = 1001;
    private const int Deactivated = 1002;
    private const int Stopping = 1003;
    private const int Turn = 1007;
    private const int AlreadyActive = 1014;
    private const int Activating = 1015;
    private const int Started = 2001;
    private const int Succeeded = 2002;
    private const int Failed = 2003;
    private const int CallbackFailed = 2004;
    private const int Retried = 2006;
    private const int Interrupted = 2007;
    private const int CallbackStarted = 2012;
    private const int OutcomeLost = 2013;
    private const int RunsAgain = 2014;

    private readonly RecordingLog _log = new();
    private readonly TestStore _test;
    private readonly Gate _gate = new();

    public LogTests() => _test = new TestStore(log: _log);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Failures_AreErrors_AndThoseOfCallbacksCritical_R057_R073_R229()
    {
        _test.Queue.Add(() => Chores.Fail("first"), new JobOptions
        {
            Callbacks = [JobCallback.OnFailure(() => Chores.Fail("second"))],
        });
        await _test.DrainAsync();

        Assert.Equal(LogLevel.Error, LevelOf(Failed, "first"));
        Assert.Equal(LogLevel.Critical, LevelOf(CallbackFailed, "second"));
    }

    [Fact]
    public async Task Outcome_IsLogged_BeforeItsCallbacksBegin_R229_R230()
    {
        _test.Queue.Add(() => Chores.Twice(1), new JobOptions
        {
            Callbacks = [JobCallback.OnSuccess(() => Chores.Note(_gate.Id, "callback"))],
        });
        await _test.DrainAsync();

        var told = _log.Entries.Where(entry => entry.Id is Started or Succeeded or CallbackStarted).ToList();
        Assert.Equal([Started, Succeeded, CallbackStarted], told.Select(entry => entry.Id));
        Assert.Equal(
            [LogLevel.Information, LogLevel.Information, LogLevel.Debug], told.Select(entry => entry.Level));
    }

    [Fact]
    public async Task Retries_AreWarnings_R117_R229()
    {
        var job = _test.Queue.Add(
            () => Chores.ConflictUntil(_gate.Id, 7), new JobOptions { MaxAttempts = 2, RetryDelay = TimeSpan.Zero });
        await _test.DrainAsync();

        Assert.Equal("won", await job.ResultAsync<string>(Token));
        Assert.Equal((5, 1), (_log.Count(RunsAgain), _log.Count(Retried)));
        Assert.All(
            _log.Entries.Where(entry => entry.Id is RunsAgain or Retried),
            entry => Assert.Equal(LogLevel.Warning, entry.Level));
    }

    [Fact]
    public async Task Interruption_IsInformation_R117_R229()
    {
        var dispatcher = await _test.StartAsync(new DispatcherOptions { StopTimeout = TimeSpan.Zero });
        _test.Queue.Add(() => Chores.Pass(_gate.Id, default));
        await _gate.EnteredAsync();
        await dispatcher.StopAsync(cancellationToken: Token);

        Assert.Equal(LogLevel.Information, LevelOf(Interrupted, "interrupted"));
    }

    [Fact]
    public async Task OutcomeThatCouldNotBeWritten_IsToldBesideTheFailure_R087()
    {
        await _test.Store.CreateQueueAsync("short", cancellationToken: Token);
        var dispatcher = await _test.StartAsync();
        var job = _test.Queue.Add(() => Chores.AddTo(_gate.Id, "short", null!));
        await _gate.EnteredAsync();
        await _test.Store.RemoveQueueAsync("short", cancellationToken: Token);
        _gate.Open();
        await job.WaitAsync(Token);
        await dispatcher.StopAsync(cancellationToken: Token);

        Assert.Equal(LogLevel.Information, LevelOf(OutcomeLost, "Succeeded"));
        Assert.Equal(LogLevel.Error, LevelOf(Failed, ErrorIds.QueueNotFound));
    }

    [Fact]
    public async Task Events_AreApartFromTheTrace_R228()
    {
        _test.Queue.Add(() => Chores.Twice(1));
        _test.Queue.Add(() => Chores.Fail("first"));
        await _test.DrainAsync();

        int[] events = [.. _log.IdsOf("AsyncEngine.Dispatcher").Distinct()];
        int[] trace = [.. _log.IdsOf("AsyncEngine.Dispatcher.Trace").Distinct()];
        Assert.Equal([Activating, Activated, Failed, Stopping, Deactivated], events);
        Assert.Equal([Turn, Started, Succeeded], trace.Order());
    }

    [Fact]
    public async Task Poll_IsLogged_OnlyWhenItDiffersFromTheOneBefore_R202()
    {
        var dispatcher = await _test.StartAsync(new DispatcherOptions { PollInterval = TimeSpan.FromMilliseconds(20) });
        await _test.Queue.Add(() => Chores.Twice(1)).WaitAsync(Token);
        while (dispatcher.GetPolls().Count(poll => poll is { Claimed: 0, Settled: 0 }) < 10)
        {
            await Task.Delay(10, Token);
        }

        await dispatcher.StopAsync(cancellationToken: Token);

        var told = _log.Entries.Where(entry => entry.Id == Turn).Select(entry => entry.Text).ToList();
        Assert.NotEmpty(told);
        Assert.All(told.Zip(told.Skip(1)), pair => Assert.NotEqual(pair.First, pair.Second));
        Assert.True(told.Count < dispatcher.GetPolls().Count);
    }

    [Fact]
    public async Task UuidThatIsInUse_IsAnError_R229()
    {
        var first = await _test.StartAsync();
        var second = _test.New(new DispatcherOptions { Uuid = first.Uuid });

        await Assert.ThrowsAsync<AsyncEngineException>(() => second.StartAsync(Token));

        Assert.Equal(LogLevel.Error, LevelOf(AlreadyActive, $"{first.Uuid}"));
    }

    // People and their tools find an event by its number.
    [Fact]
    public void EachEvent_HasANumberOfItsOwn_AndARowInTheTable_R228()
    {
        var events = typeof(AsyncEngine.Diagnostics.Log).GetMethods()
            .SelectMany(method => method.GetCustomAttributes(typeof(LoggerMessageAttribute), false))
            .Cast<LoggerMessageAttribute>().ToList();
        var table = File.ReadAllText(Path.Combine(Packaging.Repository.Root, "docs", "logging.md"));

        Assert.Equal(events.Count, events.Select(each => each.EventId).Distinct().Count());
        Assert.All(events, each => Assert.Contains(
            $"| {each.EventId} | {each.Level} |", table, StringComparison.Ordinal));
    }

    private LogLevel LevelOf(int id, string text) => Assert.Single(
        _log.Entries, entry => entry.Id == id && entry.Text.Contains(text, StringComparison.Ordinal)).Level;

    public async ValueTask DisposeAsync()
    {
        _gate.Dispose();
        await _test.DisposeAsync();
    }
}
