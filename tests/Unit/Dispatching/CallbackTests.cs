using AsyncEngine;
using AsyncEngine.Dispatching;
using AsyncEngine.Jobs;
using Xunit;

namespace Unit.Dispatching;

/// <summary>R066 to R081.</summary>
public sealed class CallbackTests : IAsyncDisposable
{
    private readonly TestStore _test = new();
    private readonly Gate _gate = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Callback_ThatIsGivenToTwoJobs_RunsOnceForEach_R077()
    {
        var callback = JobCallback.OnSuccess<int>(result => Chores.TakeResult(_gate.Id, result));

        await RunAsync(() => Chores.Twice(1), callback);
        await RunAsync(() => Chores.Twice(2), callback);

        Assert.Equal(["result 2", "result 4"], _gate.Notes);
    }

    [Fact]
    public async Task SlowCallback_HoldsUpNobodyElse_R082()
    {
        using var slow = new Gate();
        await using var dispatcher = new Dispatcher(
            _test.Store, new DispatcherOptions { Agents = [new AgentOptions { Size = 2 }] });
        await dispatcher.StartAsync(Token);
        var parent = _test.Queue.Add(
            () => Chores.Twice(1),
            new JobOptions { Callbacks = [JobCallback.OnSuccess(() => Chores.Pass(slow.Id, default))] });
        await slow.EnteredAsync();

        foreach (var number in Enumerable.Range(1, 20))
        {
            Assert.Equal(2 * number, await _test.Queue.Add(() => Chores.Twice(number)).ResultAsync<int>(Token));
        }

        await parent.RefreshAsync(Token);
        Assert.Equal(JobStatus.Callbacks, parent.Status);
        slow.Open();
        await parent.WaitAsync(Token);
        await dispatcher.StopAsync(cancellationToken: Token);
    }

    [Fact]
    public async Task OnSuccess_GetsTheResult_WhenTheJobSucceeds_R027_R067()
    {
        await RunAsync(
            () => Chores.Twice(21),
            JobCallback.OnSuccess<int>(result => Chores.TakeResult(_gate.Id, result)),
            JobCallback.OnFailure(error => Chores.TakeError(_gate.Id, error)));

        Assert.Equal(["result 42"], _gate.Notes);
    }

    [Fact]
    public async Task OnFailure_GetsTheError_WhenTheJobFails_R067()
    {
        await RunAsync(
            () => Chores.Fail("no luck"),
            JobCallback.OnSuccess(() => Chores.Note(_gate.Id, "success")),
            JobCallback.OnFailure(error => Chores.TakeError(_gate.Id, error)));

        Assert.Equal(["error no luck"], _gate.Notes);
    }

    [Fact]
    public async Task OnCompleted_GetsEitherOutcome_R066()
    {
        await RunAsync(() => Chores.Twice(2), JobCallback.OnCompleted(parent => Chores.TakeParent(_gate.Id, parent)));
        await RunAsync(
            () => Chores.Fail("no luck"), JobCallback.OnCompleted(parent => Chores.TakeParent(_gate.Id, parent)));

        Assert.Equal(["Succeeded 4 ", "Failed 0 no luck"], _gate.Notes);
    }

    [Fact]
    public async Task TwoArms_HaveArgumentsOfTheirOwn_R067()
    {
        var id = _gate.Id;
        var arms = JobCallback.On<int>(
            result => Chores.TakeResult(id, result), error => Chores.TakeError(id, error));
        await RunAsync(() => Chores.Twice(3), arms);
        await RunAsync(() => Chores.Fail("bad"), arms);

        Assert.Equal(["result 6", "error bad"], _gate.Notes);
    }

    [Fact]
    public async Task Callbacks_RunInOrder_OnOneThread_R071()
    {
        var callbacks = Enumerable.Range(1, 8).Select(number =>
        {
            var note = $"{number}";
            return JobCallback.OnSuccess(() => Chores.NoteThread(_gate.Id, note));
        });
        await RunAsync(() => Chores.Twice(1), [.. callbacks]);

        Assert.Equal(["1", "2", "3", "4", "5", "6", "7", "8"], _gate.Notes.Select(note => note.Split('@')[0]));
        Assert.Single(_gate.Notes.Select(note => note.Split('@')[1]).Distinct());
    }

    // R068: the reference loses the value here, and with it the fact that it was a failure.
    [Fact]
    public async Task EmptyArm_PassesTheOutcomeThrough_ToCallbacksOfTheCallback_R068()
    {
        await RunAsync(() => Chores.Twice(5), JobCallback.OnFailure(() => Chores.Note(_gate.Id, "wrong")) with
        {
            Callbacks = [JobCallback.OnSuccess<int>(result => Chores.TakeResult(_gate.Id, result))],
        });
        await RunAsync(() => Chores.Fail("kept"), JobCallback.OnSuccess(() => Chores.Note(_gate.Id, "wrong")) with
        {
            Callbacks =
            [
                JobCallback.OnSuccess(() => Chores.Note(_gate.Id, "wrong")),
                JobCallback.OnFailure(error => Chores.TakeError(_gate.Id, error)),
            ],
        });

        Assert.Equal(["result 10", "error kept"], _gate.Notes);
    }

    // R070: what handles a failure hands on its own result; the job's result stays the failure.
    [Fact]
    public async Task Chain_HandsOnTheCallbacksResult_R069_R070()
    {
        var job = await RunAsync(() => Chores.Fail("bad"), JobCallback.OnFailure(error => Chores.Handle(error)) with
        {
            Callbacks = [JobCallback.OnSuccess<string>(text => Chores.Note(_gate.Id, text))],
        });

        Assert.Equal(["handled bad"], _gate.Notes);
        Assert.Equal("bad", job.Error?.Message);
    }

    [Fact]
    public async Task CallbacksOfACallback_RunBeforeItsSiblings_R070()
    {
        await RunAsync(
            () => Chores.Twice(1),
            JobCallback.OnSuccess(() => Chores.Note(_gate.Id, "1")) with
            {
                Callbacks =
                [
                    JobCallback.OnSuccess(() => Chores.Note(_gate.Id, "1.1")),
                    JobCallback.OnSuccess(() => Chores.Note(_gate.Id, "1.2")),
                ],
            },
            JobCallback.OnSuccess(() => Chores.Note(_gate.Id, "2")));

        Assert.Equal(["1", "1.1", "1.2", "2"], _gate.Notes);
    }

    [Fact]
    public async Task FailingCallback_ChangesNeitherItsParent_NorItsSiblings_R072()
    {
        var job = await RunAsync(
            () => Chores.Twice(21),
            JobCallback.OnSuccess(() => Chores.Note(_gate.Id, "before")),
            JobCallback.OnSuccess(() => Chores.Fail("boom")),
            JobCallback.OnSuccess(() => Chores.Note(_gate.Id, "after")));

        Assert.Equal(["before", "after"], _gate.Notes);
        Assert.Equal(42, job.Result<int>());
        var failed = await _test.Store.GetJobAsync(job.Callbacks[1], Token);
        Assert.Equal((JobOutcome.Failed, "boom"), (failed.Outcome, failed.Error?.Message));
    }

    [Fact]
    public async Task StoppedJob_RunsOnFailure_WithItsId_R048()
    {
        var job = _test.Queue.Add(() => Chores.Twice(1), new JobOptions
        {
            Callbacks = [JobCallback.OnCompleted(parent => Chores.TakeParent(_gate.Id, parent))],
        });
        await job.StopAsync(Token);
        await _test.DrainAsync();

        await job.WaitAsync(Token);
        Assert.StartsWith("Cancelled 0 ", Assert.Single(_gate.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddCallback_WhileTheJobRuns_RunsIt_R064()
    {
        await _test.StartAsync();
        var job = _test.Queue.Add(() => Chores.Pass(_gate.Id, default));
        await _gate.EnteredAsync();
        await job.AddCallbackAsync(JobCallback.OnSuccess(() => Chores.Note(_gate.Id, "late")), Token);
        _gate.Open();

        await job.WaitAsync(Token);

        Assert.Equal(["late"], _gate.Notes);
    }

    // R075: those that come while callbacks run are run before the job is completed.
    [Fact]
    public async Task AddCallback_WhileCallbacksRun_RunsItBeforeTheJobIsCompleted_R075()
    {
        await _test.StartAsync();
        var job = _test.Queue.Add(() => Chores.Twice(1), new JobOptions
        {
            Callbacks = [JobCallback.OnSuccess(() => Chores.Pass(_gate.Id, default))],
        });
        await _gate.EnteredAsync();
        await job.AddCallbackAsync(JobCallback.OnSuccess(() => Chores.Note(_gate.Id, "late")), Token);
        _gate.Open();

        await job.WaitAsync(Token);

        Assert.Equal(["late"], _gate.Notes);
    }

    [Fact]
    public async Task AddCallback_OnACompletedJob_RunsItAsAJobOfItsOwn_R074()
    {
        await _test.StartAsync();
        var job = await _test.Queue.Add(() => Chores.Twice(4)).WaitAsync(Token);

        var callback = await job.AddCallbackAsync(
            JobCallback.OnSuccess<int>(result => Chores.TakeResult(_gate.Id, result)), Token);
        await callback.WaitAsync(Token);

        Assert.Equal(["result 8"], _gate.Notes);
    }

    // R071: they need no slot, so a full agent does not keep a job from being completed.
    [Fact]
    public async Task Callbacks_RunBeforeTheNextJob_R071()
    {
        for (var i = 0; i < 3; i++)
        {
            var note = $"{i}";
            _test.Queue.Add(() => Chores.Note(_gate.Id, note), new JobOptions
            {
                Callbacks = [JobCallback.OnSuccess(() => Chores.Note(_gate.Id, note + "'"))],
            });
        }

        await _test.DrainAsync(new DispatcherOptions
        {
            Agents = [new AgentOptions { Size = 1 }], ClaimAhead = TimeSpan.Zero,
        });

        Assert.Equal(["0", "0'", "1", "1'", "2", "2'"], _gate.Notes);
    }

    private async Task<Job> RunAsync<T>(
        System.Linq.Expressions.Expression<Func<T>> call, params JobCallback[] callbacks)
    {
        var job = await _test.Queue.AddAsync(call, new JobOptions { Callbacks = callbacks }, Token);
        await _test.DrainAsync();
        return await job.WaitAsync(Token);
    }

    public async ValueTask DisposeAsync()
    {
        _gate.Dispose();
        await _test.DisposeAsync();
    }
}
