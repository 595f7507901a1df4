using AsyncEngine;
using AsyncEngine.Dispatching;
using AsyncEngine.Jobs;
using Xunit;

namespace Unit.Dispatching;

/// <summary>The door for .NET: adding, waiting, results, errors.</summary>
public sealed class DoorTests : IAsyncDisposable
{
    private readonly TestStore _test = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Add_RunsTheCall_AndWaitBringsTheResult_R039_R040()
    {
        await _test.StartAsync();

        var job = _test.Queue.Add(() => Chores.Twice(21), new JobOptions { Name = "answer" });

        Assert.Equal(JobStatus.Pending, job.Status);
        Assert.Equal(42, await job.ResultAsync<int>(Token));
        Assert.Equal(JobStatus.Completed, job.Status);
        Assert.Equal(JobOutcome.Succeeded, job.Outcome);
        Assert.Equal("answer", job.Name);
        Assert.Equal("Unit.Dispatching.Chores.Twice(Int32)", job.Call);
    }

    [Fact]
    public async Task Add_KeepsTheJob_UntilADispatcherComes_R004()
    {
        var job = await _test.Queue.AddAsync(() => Chores.Echo("kept"), cancellationToken: Token);

        await _test.DrainAsync();

        Assert.Equal("kept", await job.ResultAsync<string>(Token));
    }

    [Fact]
    public async Task AddRange_AddsOneJobForEachItem()
    {
        var jobs = await _test.Queue.AddRangeAsync([1, 2, 3], item => Chores.Twice(item), cancellationToken: Token);
        await _test.DrainAsync();

        var results = await Task.WhenAll(jobs.Select(job => job.ResultAsync<int>(Token)));

        Assert.Equal([2, 4, 6], results);
    }

    [Fact]
    public async Task AddRange_AddsNothing_WhenOneIsRefused()
    {
        JobSpec[] specs =
        [
            JobSpec.Of(() => Chores.Twice(1)),
            JobSpec.Of(() => Chores.Twice(2), new JobOptions { Timeout = TimeSpan.Zero }),
        ];

        var error = await Assert.ThrowsAsync<AsyncEngineException>(() => _test.Queue.AddRangeAsync(specs, Token));

        Assert.Equal((ErrorIds.ArgumentInvalid, 1), (error.ErrorId, error.Index));
        Assert.Equal(0, (await _test.Queue.GetInfoAsync(Token)).Pending);
    }

    [Theory]
    [InlineData("Twice", 21, 42)]
    [InlineData("twice", "21", 42)]
    public async Task Add_TakesTypeAndName_R026(string method, object argument, int expected)
    {
        var job = await _test.Queue.AddAsync(typeof(Chores), method, [argument], cancellationToken: Token);
        await _test.DrainAsync();

        Assert.Equal(expected, await job.ResultAsync<int>(Token));
    }

    [Fact]
    public async Task Add_TakesAMethodInfo()
    {
        var method = typeof(Chores).GetMethod(nameof(Chores.Twice))!;
        var job = await _test.Queue.AddAsync(method, [4], cancellationToken: Token);
        await _test.DrainAsync();

        Assert.Equal(8, await job.ResultAsync<int>(Token));
    }

    [Fact]
    public async Task Add_IsRefusedAtOnce_WhenNoOverloadFits_R026()
    {
        var error = await Assert.ThrowsAsync<AsyncEngineException>(
            () => _test.Queue.AddAsync(typeof(Chores), nameof(Chores.Twice), ["x"], cancellationToken: Token));

        Assert.Equal(ErrorIds.MethodNotFound, error.ErrorId);
        Assert.Equal(0, (await _test.Queue.GetInfoAsync(Token)).Pending);
    }

    [Fact]
    public async Task Add_IsRefused_WhenTheQueueDoesNotExist()
    {
        var error = await Assert.ThrowsAsync<AsyncEngineException>(
            () => _test.Store.Queue("nowhere").AddAsync(() => Chores.Twice(1), cancellationToken: Token));

        Assert.Equal(ErrorIds.QueueNotFound, error.ErrorId);
    }

    [Fact]
    public async Task Result_ThrowsWhatTheJobMet_WhenItFailed()
    {
        var job = await _test.Queue.AddAsync(() => Chores.Fail("no luck"), cancellationToken: Token);
        await _test.DrainAsync();

        var error = await Assert.ThrowsAsync<JobFailedException>(() => job.ResultAsync<string>(Token));

        Assert.Equal((job.Id, JobOutcome.Failed), (error.JobId, error.Outcome));
        Assert.Equal("no luck", error.Error.Message);
        Assert.Equal("System.InvalidOperationException", error.Error.Type);
        Assert.Contains(nameof(Chores.Fail), error.Error.StackTrace, StringComparison.Ordinal);
    }

    [Fact]
    public void Result_IsRefused_BeforeTheJobHasEnded()
    {
        var job = _test.Queue.Add(() => Chores.Twice(1));

        Assert.Equal(
            ErrorIds.JobStatusInvalid, Assert.Throws<AsyncEngineException>(() => job.Result<int>()).ErrorId);
    }

    [Fact]
    public async Task Wait_TimesOut_AndTheJobGoesOn_R255()
    {
        var job = await _test.Queue.AddAsync(() => Chores.Twice(1), cancellationToken: Token);

        var error = await Assert.ThrowsAsync<AsyncEngineException>(
            () => job.WaitAsync(TimeSpan.FromMilliseconds(20), Token));

        Assert.Equal(ErrorIds.WaitTimedOut, error.ErrorId);
        await job.RefreshAsync(Token);
        Assert.Equal(JobStatus.Pending, job.Status);
    }

    [Fact]
    public async Task Wait_Ends_WhenItIsCancelled()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var waiting = _test.Queue.Add(() => Chores.Twice(1)).WaitAsync(cancel.Token);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task Wait_Ends_ForManyWhoWaitForTheSameJob()
    {
        var job = _test.Queue.Add(() => Chores.Twice(1));
        var waiting = Enumerable.Range(0, 200).Select(_ => job.WaitAsync(Token)).ToList();
        await _test.StartAsync();

        await Task.WhenAll(waiting).WaitAsync(TimeSpan.FromSeconds(120), Token);

        Assert.Equal(JobStatus.Completed, job.Status);
    }

    [Fact]
    public async Task Wait_IsRefused_ForAJobThatIsNotThere()
    {
        var error = await Assert.ThrowsAsync<AsyncEngineException>(() => _test.Store.GetJobAsync(4711, Token));

        Assert.Equal(ErrorIds.JobNotFound, error.ErrorId);
    }

    [Fact]
    public async Task Stop_EndsAWaitingJobAtOnce_R048()
    {
        var job = _test.Queue.Add(() => Chores.Twice(1));

        await job.StopAsync(Token);
        await job.WaitAsync(Token);

        Assert.Equal(JobOutcome.Cancelled, job.Outcome);
        Assert.Equal(ErrorIds.JobCancelled, Assert.Throws<JobFailedException>(() => job.Result<int>()).ErrorId);
    }

    [Fact]
    public async Task Annotations_AreSeenWhileTheJobRuns_R051_R196_R197()
    {
        await _test.StartAsync();
        var job = _test.Queue.Add(() => Chores.AskAsync(null!));

        Assert.Equal("asking", await job.GetAnnotationAsync<string>(
            "status", timeout: TimeSpan.FromSeconds(120), cancellationToken: Token));
        await job.SetAnnotationAsync("answer", "42", Token);

        Assert.Equal("42", await job.ResultAsync<string>(Token));
    }

    [Fact]
    public async Task GetAnnotation_GivesTheDefault_WhenThereIsNone_R195()
    {
        var job = _test.Queue.Add(() => Chores.Twice(1));

        Assert.Equal("none", await job.GetAnnotationAsync("x", "none", TimeSpan.FromMilliseconds(10), Token));
    }

    [Fact]
    public async Task GetAnnotation_GivesNullAtOnce_WhenThatIsItsValue_R195()
    {
        var job = _test.Queue.Add(() => Chores.Twice(1));
        await job.SetAnnotationAsync("x", null, Token);

        Assert.Null(await job.GetAnnotationAsync("x", "none", TimeSpan.FromSeconds(30), Token));
    }

    [Fact]
    public async Task Jobs_AreFound_ByCallAgentAndDispatcher_R216_R227()
    {
        var twice = await _test.Queue.AddAsync(() => Chores.Twice(1), cancellationToken: Token);
        var crew = new DispatcherOptions { Uuid = Guid.NewGuid(), Agents = [new AgentOptions { Name = "crew" }] };
        await _test.DrainAsync(crew);
        var echo = await _test.Queue.AddAsync(() => Chores.Echo("x"), cancellationToken: Token);
        await _test.DrainAsync();

        Assert.Equal([twice.Id], await FindAsync(new JobQuery { Calls = ["*.chores.twice(*"] }));
        Assert.Equal([twice.Id], await FindAsync(new JobQuery { Agents = ["cr*"] }));
        Assert.Equal([twice.Id], await FindAsync(new JobQuery { Dispatchers = [crew.Uuid.Value] }));
        Assert.Equal([echo.Id], await FindAsync(new JobQuery { Agents = ["main"], Calls = ["*Echo*"] }));
        Assert.Empty(await FindAsync(new JobQuery { Dispatchers = [Guid.NewGuid()] }));
        Assert.Equal(2, await _test.Store.CountJobsAsync(new JobQuery { Agents = ["crew", "main"] }, Token));
    }

    [Fact]
    public async Task Jobs_AreFound_ByWhenTheyBeganEndedAndWereCompleted_R216_R227()
    {
        var done = await _test.Queue.AddAsync(() => Chores.Twice(1), cancellationToken: Token);
        await _test.DrainAsync();
        await _test.Queue.AddAsync(() => Chores.Echo("x"), cancellationToken: Token);
        await done.RefreshAsync(Token);
        DateTimeOffset begun = done.StartedAt!.Value, ended = done.EndedAt!.Value, completed = done.CompletedAt!.Value;

        Assert.Equal([done.Id], await FindAsync(new JobQuery { StartedAfter = begun }));
        Assert.Empty(await FindAsync(new JobQuery { StartedBefore = begun }));
        Assert.Equal([done.Id], await FindAsync(new JobQuery { EndedAfter = ended }));
        Assert.Empty(await FindAsync(new JobQuery { EndedBefore = ended }));
        Assert.Equal([done.Id], await FindAsync(new JobQuery { CompletedAfter = completed }));
        Assert.Empty(await FindAsync(new JobQuery { CompletedBefore = completed }));
    }

    [Fact]
    public async Task Jobs_AreReadAcrossPages_R227()
    {
        await _test.Queue.AddRangeAsync(Enumerable.Range(0, 2_345), item => Chores.Twice(item), cancellationToken: Token);
        var ids = new List<long>();
        await foreach (var job in _test.Store.GetJobsAsync(cancellationToken: Token))
        {
            ids.Add(job.Id);
        }

        Assert.Equal(2_345, ids.Distinct().Count());
        Assert.Equal(ids.Order(), ids);
    }

    private async Task<IReadOnlyList<long>> FindAsync(JobQuery query)
    {
        var ids = new List<long>();
        await foreach (var job in _test.Store.GetJobsAsync(query, Token))
        {
            ids.Add(job.Id);
        }

        return ids;
    }

    public ValueTask DisposeAsync() => _test.DisposeAsync();
}
