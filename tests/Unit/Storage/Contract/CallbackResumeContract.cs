using AsyncEngine.Jobs;
using AsyncEngine.Storage;
using Xunit;

namespace Unit.Storage.Contract;

/// <summary>Callbacks that a crash, a stop or a worker that says things twice came between (R079, R080, T13).</summary>
public abstract class CallbackResumeContract : CallbackSteps
{
    [Fact]
    public async Task Resume_SkipsTheDone_AndRunsTheInterruptedAgain_R080_R079()
    {
        var dead = await Worker(1);
        var root = await AddAndClaim(
            dead, Callback("done"), Callback("callbacks", Callback("inner")), Callback("active"), Callback("pending"));
        var due = (await dead.Succeed(root)).Callbacks;
        await Run(dead, root, due[0]);
        await Run(dead, root, due[1]);
        await dead.Deactivate();

        Assert.Equal(JobStatus.Callbacks, await StatusOf(1));
        var worker = await Worker(2);
        var resumed = (await worker.ClaimOne())!;

        Assert.Equal("inner active pending", Names(resumed.CallbacksOnly!));
        Assert.Equal(2, resumed.Key.Run);
        foreach (var callback in resumed.CallbacksOnly!)
        {
            Assert.Equal(SettleVerdict.Done, (await Run(worker, resumed, callback)).Verdict);
        }

        Assert.All(
            await Store.Jobs.GetStatusAsync([1, 2, 3, 4, 5, 6], Cancel),
            status => Assert.Equal(JobStatus.Completed, status));
    }

    [Fact]
    public async Task Resume_EndsInterruptedCallback_ThatNeverRetries_R080()
    {
        var dead = await Worker(1);
        var once = Callback("once") with { RetryPolicy = RetryPolicyKind.Never };
        var root = await AddAndClaim(dead, once, Callback("after"));
        await dead.Succeed(root);
        await dead.Deactivate();
        var worker = await Worker(2);

        var resumed = (await worker.ClaimOne())!;

        Assert.Equal("after", Names(resumed.CallbacksOnly!));
        Assert.Equal(ErrorIds.JobAborted, (await Get(2)).Error!.ErrorId);
        await Run(worker, resumed, resumed.CallbacksOnly![0]);
        Assert.Equal(JobStatus.Completed, await StatusOf(1));
    }

    [Fact]
    public async Task Resume_CompletesJob_WhenNothingIsLeft()
    {
        var dead = await Worker(1);
        var root = await AddAndClaim(dead, Callback("once") with { RetryPolicy = RetryPolicyKind.Never });
        await dead.Succeed(root);
        await dead.Deactivate();

        Assert.Empty(await (await Worker(2)).Claim());
        Assert.Equal(JobStatus.Completed, await StatusOf(1));
        Assert.Equal(1, (await Queue()).Completed);
    }

    [Fact]
    public async Task GiveBackOfCallbacks_CountsNoStart()
    {
        var worker = await Worker();
        await Add(Job() with { Callbacks = [Callback("c") with { RetryPolicy = RetryPolicyKind.Never }] });
        await Store.Jobs.StopAsync([1], Cancel);
        var claimed = (await worker.ClaimOne())!;
        Assert.Equal("c", Names(claimed.CallbacksOnly!));
        await worker.GiveBack(claimed);

        Assert.Equal("c", Names((await worker.ClaimOne())!.CallbacksOnly!));
    }

    [Fact]
    public async Task CallbackThatIsInterrupted_IsBegunAgain_T13()
    {
        var worker = await Worker();
        var root = await AddAndClaim(worker, Callback("a"), Callback("b"));
        var due = (await worker.Succeed(root)).Callbacks;

        await worker.Settle(TestWorker.Back(KeyOf(due[0], root), interruption: true));

        Assert.Equal(JobStatus.Callbacks, await StatusOf(1));
        Assert.Equal(SettleVerdict.Reassigned, (await Run(worker, root, due[1])).Verdict);
        Assert.Equal("a b", Names((await worker.ClaimOne())!.CallbacksOnly!));
    }

    [Fact]
    public async Task CallbackOfAnotherJob_CannotBeSettled_R038()
    {
        var worker = await Worker();
        var root = await AddAndClaim(worker, Callback("a"));
        var other = await AddAndClaim(worker, Callback("b"));
        var due = (await worker.Succeed(other)).Callbacks[0];

        Assert.Equal(SettleVerdict.Reassigned, (await Run(worker, root, due)).Verdict);
        await worker.Succeed(root);
        Assert.Equal(SettleVerdict.Reassigned, (await Run(worker, root, due)).Verdict);
    }

    [Fact]
    public async Task CallbackIsSettledOnce_WhenItsWorkerSaysItAgain_R062()
    {
        await Add(Job() with
        {
            Callbacks = [new NewCallback { OnSuccess = Call() }, new NewCallback { OnSuccess = Call() }],
        });
        var worker = await Worker();
        var due = (await worker.Succeed((await worker.ClaimOne())!)).Callbacks;
        var added = Job("added") with { Id = await Store.Jobs.ReserveIdsAsync(1, Cancel) };
        var settlement = TestWorker.Outcome(new RunKey(due[0].Id, 1, 1)) with { AddedJobs = [added] };
        await worker.Settle(settlement);

        var again = await worker.Settle(settlement);

        Assert.Equal(SettleVerdict.Reassigned, again.Verdict);
        Assert.Equal(1, (await Queue()).Pending);
        await worker.Settle(TestWorker.Outcome(new RunKey(due[1].Id, 1, 1)));
        Assert.Equal(JobStatus.Completed, await StatusOf(1));
    }

    [Fact]
    public async Task StoppedCallback_IsSkipped_AndItsOwnCallbacksLearnOfIt()
    {
        var worker = await Worker();
        var root = await AddAndClaim(worker, Callback("stopped", Callback("inner")), Callback("b"));

        Assert.Equal(StopResult.Cancelled, (await Store.Jobs.StopAsync([2], Cancel))[0]);
        var due = (await worker.Succeed(root)).Callbacks;

        Assert.Equal("inner b", Names(due));
        Assert.Equal("inner lost", due[0].Call!.Text);
        Assert.Equal(ErrorIds.JobCancelled, due[0].ParentError!.ErrorId);
    }

    [Fact]
    public async Task CallbackStoppedAfterItWasHandedOver_KeepsThatOutcome()
    {
        var worker = await Worker();
        var root = await AddAndClaim(worker, Callback("a"), Callback("b"), Callback("c"));
        var due = (await worker.Succeed(root)).Callbacks;
        Assert.Equal(
            [StopResult.Requested, StopResult.Cancelled], await Store.Jobs.StopAsync([due[0].Id, due[1].Id], Cancel));
        Assert.False(Assert.Single(await worker.StopOrders(root)).Stolen);

        await worker.Settle(TestWorker.Outcome(KeyOf(due[0], root), JobOutcome.Cancelled));
        Assert.Empty(await worker.StopOrders(root));
        Assert.Equal(SettleVerdict.Done, (await Run(worker, root, due[1])).Verdict);
        Assert.Equal(SettleVerdict.Done, (await Run(worker, root, due[2])).Verdict);

        Assert.Equal(JobOutcome.Cancelled, (await Get(due[1].Id)).Outcome);
        Assert.Equal(JobStatus.Completed, await StatusOf(1));
    }

    [Fact]
    public async Task AllCallbacksStopped_CompletesJob_WithItsSettle()
    {
        var worker = await Worker();
        var root = await AddAndClaim(worker, Callback("a"));
        await Store.Jobs.StopAsync([2], Cancel);

        Assert.Equal(SettleVerdict.Done, (await worker.Succeed(root)).Verdict);

        Assert.Equal(JobStatus.Completed, await StatusOf(1));
    }
}
