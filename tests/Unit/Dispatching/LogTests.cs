using AsyncEngine;
using AsyncEngine.Dispatching;
using AsyncEngine.Jobs;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Unit.Dispatching;

/// <summary>What is logged of jobs, how loudly, and in which order.</summary>
public sealed class LogTests : IAsyncDisposable
{
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

    private LogLevel LevelOf(int id, string text) => Assert.Single(
        _log.Entries, entry => entry.Id == id && entry.Text.Contains(text, StringComparison.Ordinal)).Level;

    public async ValueTask DisposeAsync()
    {
        _gate.Dispose();
        await _test.DisposeAsync();
    }
}
