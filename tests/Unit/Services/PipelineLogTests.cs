using AsyncEngine.Diagnostics.Sinks;
using AsyncPS.Services.Logging;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using LogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace Unit.Services;

/// <summary>What a dispatcher logs, in the streams of the pipeline that stays with it.</summary>
public sealed class PipelineLogTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly LogHub _hub;
    private readonly List<string> _warned = [];
    private readonly List<string> _told = [];
    private readonly List<IDisposable> _open = [];

    public PipelineLogTests() => _hub = new LogHub(_time);

    public void Dispose() => _open.ForEach(each => each.Dispose());

    [Theory]
    [InlineData(LogLevel.Debug, false)]
    [InlineData(LogLevel.Information, false)]
    [InlineData(LogLevel.Warning, true)]
    [InlineData(LogLevel.Error, true)]
    [InlineData(LogLevel.Critical, true)]
    public void WhatWorries_IsAWarning_AndAllElseVerbose_R229(LogLevel level, bool warns)
    {
        var log = Open(AsyncPS.LogLevel.Debug);
        Log(level, 1001, "text");
        log.WriteWaiting();

        Assert.Equal(["[1001] text"], warns ? _warned : _told);
        Assert.Empty(warns ? _told : _warned);
    }

    [Fact]
    public void WithoutVerbose_OnlyWarningsAreAskedFor_R228()
    {
        var log = Open(AsyncPS.LogLevel.Warning);
        Assert.False(_hub.IsEnabled(LogLevel.Information));
        Log(LogLevel.Information, 1001, "text");
        log.WriteWaiting();

        Assert.Empty(_warned.Concat(_told));
    }

    [Fact]
    public void Text_IsOneLine_WithTheCauseBehindIt()
    {
        var log = Open(AsyncPS.LogLevel.Warning);
        Log(LogLevel.Error, 3001, "No answer.\nat A\nat B", new IOException("gone\nfor good"));
        log.WriteWaiting();

        Assert.Equal(["[3001] No answer. (IOException: gone)"], _warned);
    }

    [Fact]
    public void ManyOfOneNumber_AreCounted_AndOthersStillSaid()
    {
        var log = Open(AsyncPS.LogLevel.Warning);
        for (var i = 0; i < 500; i++)
        {
            Log(LogLevel.Error, 2003, $"job {i}");
        }

        Log(LogLevel.Critical, 4001, "revived");
        log.WriteWaiting();
        Assert.Equal(PipelineLog.BrakeLimit + 1, _warned.Count);
        Assert.Equal("[4001] revived", _warned[^1]);

        _time.Advance(PipelineLog.BrakeSpan);
        log.WriteWaiting();
        Assert.Equal("[2003] 480 more like these; -LogPath has them all.", _warned[^1]);

        Log(LogLevel.Error, 2003, "again");
        log.WriteWaiting();
        Assert.Equal("[2003] again", _warned[^1]);
    }

    [Fact]
    public void WhatWasHeldBack_IsSaidAtTheEnd()
    {
        var log = Open(AsyncPS.LogLevel.Warning);
        for (var i = 0; i < 21; i++)
        {
            Log(LogLevel.Error, 2003, "job");
        }

        log.WriteRest();
        Assert.Equal("[2003] 1 more like these; -LogPath has them all.", _warned[^1]);
        log.WriteRest();
        Assert.Equal(21, _warned.Count);
    }

    [Fact]
    public void EntriesThatComeTooFast_AreCounted_AndNobodyWaits()
    {
        var log = Open(AsyncPS.LogLevel.Debug);
        for (var i = 0; i < 12_000; i++)
        {
            Log(LogLevel.Debug, 1007, "turn");
        }

        log.WriteWaiting();
        Assert.Equal(10_000, _told.Count);
        Assert.StartsWith("2000 entries came faster", Assert.Single(_warned), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteUntil_WritesWhatComesMeanwhile_AndThrowsWhatTheWorkThrows()
    {
        var log = Open(AsyncPS.LogLevel.Warning);
        var work = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var came = new SemaphoreSlim(0);
        using var other = Other(_ => came.Release());
        var writing = Task.Run(() => other.WriteUntil(work.Task), TestContext.Current.CancellationToken);
        Log(LogLevel.Warning, 4002, "first");
        await came.WaitAsync(TestContext.Current.CancellationToken);
        Log(LogLevel.Warning, 4002, "second");
        await came.WaitAsync(TestContext.Current.CancellationToken);
        work.SetException(new InvalidOperationException("ended"));

        await Assert.ThrowsAsync<InvalidOperationException>(() => writing);
        log.WriteWaiting();
        Assert.Equal(2, _warned.Count);
    }

    [Fact]
    public void PipelineThatThrows_IsToldNoMore()
    {
        var calls = 0;
        using var log = Other(_ => throw new InvalidOperationException($"{++calls}"));
        Log(LogLevel.Warning, 4002, "first");
        Log(LogLevel.Warning, 4002, "second");

        Assert.Throws<InvalidOperationException>(log.WriteWaiting);
        log.WriteRest();
        Assert.Equal(1, calls);
    }

    [Fact]
    public void ChildOfAHub_PassesOnWhatItGets()
    {
        var child = _hub.MakeChild();
        var log = Open(AsyncPS.LogLevel.Warning);
        Assert.True(child.IsEnabled(LogLevel.Warning));
        child.Log(LogLevel.Warning, new EventId(4002), "from a child", null, (said, _) => said);
        log.WriteWaiting();

        Assert.Equal(["[4002] from a child"], _warned);
    }

    [Theory]
    [InlineData(2003, false)]
    [InlineData(2004, false)]
    [InlineData(2006, false)]
    [InlineData(2014, false)]
    [InlineData(2009, true)]
    [InlineData(3001, true)]
    public void SessionsOfDispatchersInTheBackground_AreNotToldWhatTheJobTells(int id, bool taken) =>
        Assert.Equal(taken, LogFilter.WithoutOutcomes((int)LogLevel.Warning).Takes(LogLevel.Error, id));

    private PipelineLog Open(AsyncPS.LogLevel least)
    {
        var log = new PipelineLog([_hub], least, _warned.Add, _told.Add, _time);
        _open.Add(log);
        return log;
    }

    private PipelineLog Other(Action<string> warn) => new([_hub], AsyncPS.LogLevel.Warning, warn, _told.Add, _time);

    private void Log(LogLevel level, int id, string text, Exception? exception = null) =>
        _hub.Log(level, new EventId(id), text, exception, (said, _) => said);
}
