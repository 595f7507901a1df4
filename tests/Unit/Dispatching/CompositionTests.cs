using AsyncEngine;
using AsyncEngine.Dispatching;
using AsyncEngine.Jobs;
using Xunit;

namespace Unit.Dispatching;

/// <summary>Jobs that return jobs, joins, and jobs as arguments (R027 to R042, R090 to R102).</summary>
public sealed class CompositionTests : IAsyncDisposable
{
    private readonly TestStore _test = new();
    private readonly Gate _gate = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static DispatcherOptions OneWorker { get; } = new() { Agents = [new AgentOptions { Size = 1 }] };

    [Fact]
    public async Task ReturnedJob_GivesItsResult_R090()
    {
        var spec = _test.Queue.Add(() => Compositions.ReturnTwice(21));
        var task = _test.Queue.Add(() => Compositions.ReturnLaterAsync(4));
        var added = _test.Queue.Add(() => Compositions.AddAndReturn(null!, 5));
        await _test.DrainAsync();

        Assert.Equal(42, await spec.ResultAsync<int>(Token));
        Assert.Equal(8, await task.ResultAsync<int>(Token));
        Assert.Equal(10, await added.ResultAsync<int>(Token));
    }

    [Fact]
    public async Task ReturnedJobsFailure_IsTheJobs_R090()
    {
        var job = _test.Queue.Add(() => Compositions.ReturnFailing());
        await _test.DrainAsync();
        await job.WaitAsync(Token);

        Assert.Equal(JobOutcome.Failed, job.Outcome);
        Assert.Equal("inner", job.Error!.Message);
    }

    [Fact]
    public async Task AgentOfSizeOne_RunsOuterAndInner_R092()
    {
        var job = _test.Queue.Add(() => Compositions.Nest(1_000));
        await _test.DrainAsync(OneWorker);

        Assert.Equal("bottom", await job.ResultAsync<string>(Token));
        Assert.Equal(1, job.Attempt);
    }

    [Fact]
    public async Task QuotaOfSizeOne_IsSharedByOuterAndInner_R093()
    {
        await _test.Queue.CreateQuotaAsync("one", 1, Token);
        var job = _test.Queue.Add(() => Compositions.NestIn("one", 20), new JobOptions { Quotas = ["one"] });
        await _test.DrainAsync();

        Assert.Equal("bottom", await job.ResultAsync<string>(Token));
        Assert.Equal(0, (await _test.Queue.GetQuotasAsync(Token)).Single().Used);
    }

    [Fact]
    public async Task FinishedJob_GivesItsResultAtOnce_R094()
    {
        var inner = _test.Queue.Add(() => Chores.Twice(3));
        await _test.DrainAsync();
        var outer = _test.Queue.Add(() => Compositions.ReturnAsync(null!, inner.Id));
        await _test.DrainAsync();

        Assert.Equal(6, await outer.ResultAsync<int>(Token));
    }

    [Fact]
    public async Task JobThatReturnsItself_Fails_R042()
    {
        var job = _test.Queue.Add(() => Compositions.ReturnItselfAsync(null!));
        await _test.DrainAsync();
        await job.WaitAsync(Token);

        Assert.Equal(ErrorIds.WaitWouldDeadlock, job.Error!.ErrorId);
    }

    [Fact]
    public async Task WaitingJob_IsNotInterrupted_ByItsDispatchersStop_R103()
    {
        var job = _test.Queue.Add(() => Compositions.ReturnNoted(_gate.Id));
        await using (var first = await _test.StartAsync(OneWorker))
        {
            await _gate.EnteredAsync();
            await first.StopAsync(TimeSpan.Zero, Token);
        }

        await job.RefreshAsync(Token);
        Assert.Equal(JobStatus.Active, job.Status);
        Assert.True(job.IsWaiting);
        _gate.Open();
        await _test.DrainAsync(OneWorker);

        await job.WaitAsync(Token);
        Assert.Equal(JobOutcome.Succeeded, job.Outcome);
        Assert.Equal(["outer"], _gate.Notes);
    }

    [Fact]
    public async Task Callbacks_OfAWaitingJob_GetTheInnerResult_R090()
    {
        var options = new JobOptions
        {
            Callbacks = [JobCallback.OnSuccess<int>(result => Chores.TakeResult(_gate.Id, result))],
        };
        _test.Queue.Add(() => Compositions.ReturnTwice(21), options);
        await _test.DrainAsync();

        Assert.Equal(["result 42"], _gate.Notes);
    }

    [Fact]
    public async Task Statistics_CountJobsThatWait()
    {
        _test.Queue.Add(() => Compositions.ReturnTwice(1));
        await using var dispatcher = await _test.StartAsync();
        await dispatcher.DrainAsync(Token);

        var statistics = dispatcher.GetStatistics();
        Assert.Equal((2L, 1L, 1L), (
            statistics.Started, statistics.Succeeded, statistics.Waits));
    }

    [Fact]
    public async Task Parallel_GivesThePartsToWhatFollows_R027_R097()
    {
        var join = _test.Queue.Add(JobSpec.Parallel(
            Enumerable.Range(1, 1_000).Select(value => JobSpec.Of(() => Chores.Twice(value))),
            parts => Compositions.Sum(1, parts)));
        await _test.DrainAsync();

        Assert.Equal(1_001_001, await join.ResultAsync<int>(Token));
    }

    [Fact]
    public async Task Serial_RunsItsPartsInOrder_AndTellsTheirOutcomes_R096_R098()
    {
        var notes = Enumerable.Range(1, 5).Select(number => $"{number}").ToArray();
        var parts = notes.Select(note => JobSpec.Of(() => Chores.Note(_gate.Id, note))).ToList();
        parts.Insert(2, JobSpec.Of(() => Chores.Fail("boom")));
        var join = _test.Queue.Add(JobSpec.Serial(parts, done => Compositions.Outcomes(done)));
        await _test.DrainAsync();

        Assert.Equal(notes, _gate.Notes);
        Assert.Equal(
            "Succeeded Succeeded Failed Succeeded Succeeded Succeeded", await join.ResultAsync<string>(Token));
    }

    [Fact]
    public async Task Join_WithoutAnythingThatFollows_GivesItsParts_R096()
    {
        var saved = _test.Queue.Add(() => Chores.Twice(1));
        var join = _test.Queue.Add(JobSpec.Parallel([saved, JobSpec.Of(() => Chores.Twice(2))]));
        await _test.DrainAsync();

        var parts = (await join.ResultAsync<Job[]>(Token))!;
        Assert.Equal([2, 4], parts.Select(part => part.Result<int>()));
        Assert.Equal(saved.Id, parts[0].Id);
    }

    [Fact]
    public async Task Parts_CanAddParts_R100()
    {
        var join = _test.Queue.Add(JobSpec.Serial(
        [
            JobSpec.Of(() => Compositions.Grow(null!, _gate.Id, "a")),
            JobSpec.Of(() => Compositions.Grow(null!, _gate.Id, "b")),
        ]));
        await _test.DrainAsync();
        await join.WaitAsync(Token);

        Assert.Equal(["a", "b", "a+", "b+"], _gate.Notes);
        Assert.Equal(4, join.Parts.Count);
    }

    [Fact]
    public async Task ReturnedJoin_GivesWhatFollowsIt_R090_R097()
    {
        var job = _test.Queue.Add(() => Compositions.ReturnSum(10));
        await _test.DrainAsync(OneWorker);

        Assert.Equal(110, await job.ResultAsync<int>(Token));
    }

    [Fact]
    public async Task JobsAsArguments_AreTheJobsThemselves_WhereverTheyStand_R026()
    {
        var first = _test.Queue.Add(() => Chores.Twice(21));
        var second = _test.Queue.Add(() => Chores.Twice(1));
        await _test.DrainAsync();
        var others = new[] { first, second };
        var table = new Dictionary<string, object?> { ["job"] = second };
        var job = _test.Queue.Add(() => Compositions.Describe(first, others, table));
        await _test.DrainAsync();

        Assert.Equal($"42 {first.Id},{second.Id} Completed", await job.ResultAsync<string>(Token));
    }

    [Fact]
    public async Task UnsavedJob_IsNoArgument()
    {
        var spec = JobSpec.Of(() => Chores.Twice(1));

        var refusal = Assert.Throws<AsyncEngineException>(
            () => _test.Queue.Add(() => Compositions.TakeAnything(spec)));

        Assert.Equal(ErrorIds.PayloadNotSerializable, refusal.ErrorId);
        Assert.Equal(0, await _test.Store.CountJobsAsync(cancellationToken: Token));
    }

    [Fact]
    public async Task SavedJob_IsNotPutAgain_R007()
    {
        var job = _test.Queue.Add(() => Chores.Twice(1));

        var refusal = await Assert.ThrowsAsync<AsyncEngineException>(() => _test.Queue.AddAsync(job, Token));

        Assert.Equal(ErrorIds.JobStatusInvalid, refusal.ErrorId);
    }

    [Fact]
    public async Task JobOfAnotherStore_CannotBeJoined()
    {
        await using var other = new TestStore();
        var job = other.Queue.Add(() => Chores.Twice(1));

        var refusal = Assert.Throws<AsyncEngineException>(() => _test.Queue.Add(JobSpec.Serial([job])));

        Assert.Equal(ErrorIds.ArgumentInvalid, refusal.ErrorId);
    }

    [Fact]
    public async Task JobReadThroughAnotherHandle_CanBeJoined()
    {
        var added = _test.Queue.Add(() => Chores.Twice(1));
        var job = await _test.Open().GetJobAsync(added.Id, Token);

        var join = _test.Queue.Add(JobSpec.Serial([job]));
        await _test.DrainAsync();
        await join.WaitAsync(Token);

        Assert.Equal(JobOutcome.Succeeded, join.Outcome);
    }

    public async ValueTask DisposeAsync()
    {
        _gate.Dispose();
        await _test.DisposeAsync();
    }
}
