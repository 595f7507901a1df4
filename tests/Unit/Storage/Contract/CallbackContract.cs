using AsyncEngine.Jobs;
using AsyncEngine.Storage;
using Xunit;

namespace Unit.Storage.Contract;

/// <summary>Callbacks: who runs which when (R064 to R081).</summary>
public abstract class CallbackContract : CallbackSteps
{
    [Fact]
    public async Task Callbacks_AreDue_InTheOrderAdded_R071_R052()
    {
        var worker = await Worker();
        var root = await AddAndClaim(worker, Callback("a"), Callback("b"));

        var settled = await worker.Succeed(root, Bytes(42));

        Assert.Equal(SettleVerdict.CallbacksDue, settled.Verdict);
        Assert.Equal("a b", Names(settled.Callbacks));
        Assert.All(settled.Callbacks, due => Assert.Equal([42], due.ParentResult.Bytes.ToArray()));
        Assert.All(settled.Callbacks, due => Assert.Equal(JobOutcome.Succeeded, due.ParentOutcome));
        Assert.Equal(JobStatus.Callbacks, await StatusOf(1));
        Assert.Equal(SettleVerdict.Done, (await Run(worker, root, settled.Callbacks[0])).Verdict);
        Assert.Equal(JobStatus.Callbacks, await StatusOf(1));
        Assert.Equal(SettleVerdict.Done, (await Run(worker, root, settled.Callbacks[1])).Verdict);
        Assert.Equal(JobStatus.Completed, await StatusOf(1));
        Assert.Equal([2, 3], (await Get(1)).Callbacks);
        Assert.Equal(1, (await Get(2)).ParentId);
    }

    [Theory]
    [InlineData(JobOutcome.Succeeded, "a won")]
    [InlineData(JobOutcome.Failed, "a lost")]
    [InlineData(JobOutcome.Cancelled, "a lost")]
    public async Task Arm_IsChosen_ByTheOutcome_R067_R081(JobOutcome outcome, string arm)
    {
        var worker = await Worker();
        var root = await AddAndClaim(worker, Callback("a"));

        var settled = await worker.Settle(TestWorker.Outcome(root.Key, outcome));

        Assert.Equal(arm, settled.Callbacks[0].Call!.Text);
        Assert.Equal(outcome == JobOutcome.Succeeded ? null : "Boom", settled.Callbacks[0].ParentError?.ErrorId);
    }

    [Fact]
    public async Task MissingArm_IsDueWithoutACall_R068()
    {
        var worker = await Worker();
        var root = await AddAndClaim(worker, new NewCallback { OnFailure = Call() });

        var due = (await worker.Succeed(root, Bytes(15))).Callbacks[0];

        Assert.Null(due.Call);
        await worker.Settle(TestWorker.Outcome(KeyOf(due, root), result: due.ParentResult));
        Assert.Equal([15], (await Get(due.Id)).Result.Bytes.ToArray());
    }

    [Fact]
    public async Task FailingCallback_StopsNeitherSiblingsNorParent_R072()
    {
        var worker = await Worker();
        var root = await AddAndClaim(worker, Callback("ok"), Callback("boom"), Callback("ok"));
        var due = (await worker.Succeed(root, Bytes(42))).Callbacks;

        await Run(worker, root, due[0]);
        await worker.Settle(TestWorker.Outcome(KeyOf(due[1], root), JobOutcome.Failed));
        await Run(worker, root, due[2]);

        Assert.Equal(JobOutcome.Succeeded, (await Get(1)).Outcome);
        Assert.Equal(JobStatus.Completed, await StatusOf(1));
        Assert.Equal(JobOutcome.Failed, (await Get(due[1].Id)).Outcome);
        Assert.Equal(0, (await Queue()).Failed);
    }

    [Fact]
    public async Task CallbacksOfCallbacks_ComeBeforeSiblings_R070()
    {
        var worker = await Worker();
        var root = await AddAndClaim(worker, Callback("a", Callback("aa", Callback("aaa")), Callback("ab")), Callback("b"));
        var seen = new List<string>();
        var stack = new Stack<DueCallback>((await worker.Succeed(root)).Callbacks.Reverse());
        while (stack.TryPop(out var due))
        {
            seen.Add(due.Name!);
            var settled = await worker.Settle(TestWorker.Outcome(KeyOf(due, root), result: Bytes((byte)due.Id)));
            foreach (var next in settled.Callbacks.Reverse())
            {
                stack.Push(next);
            }
        }

        Assert.Equal(["a", "aa", "aaa", "ab", "b"], seen);
        Assert.Equal(JobStatus.Completed, await StatusOf(1));
    }

    [Fact]
    public async Task CallbackOfCallback_GetsItsParentsOutcome_R069()
    {
        var worker = await Worker();
        var root = await AddAndClaim(worker, Callback("handler", Callback("next")));
        var handler = (await worker.Settle(TestWorker.Outcome(root.Key, JobOutcome.Failed))).Callbacks[0];

        var next = (await worker.Settle(TestWorker.Outcome(KeyOf(handler, root), result: Bytes(5)))).Callbacks[0];

        Assert.Equal("next won", next.Call!.Text);
        Assert.Equal(handler.Id, next.ParentId);
        Assert.Equal([5], next.ParentResult.Bytes.ToArray());
        Assert.Equal(JobStatus.Callbacks, await StatusOf(handler.Id));
        await Run(worker, root, next);
        Assert.Equal(JobOutcome.Failed, (await Get(1)).Outcome);
    }

    [Fact]
    public async Task Status_OfACallback_FollowsItsRoot_R056()
    {
        var worker = await Worker();
        await Add(Job() with { Callbacks = [Callback("a"), Callback("b")] });
        Assert.Equal(JobStatus.Pending, await StatusOf(2));
        var root = (await worker.ClaimOne())!;
        Assert.Equal(JobStatus.Assigned, await StatusOf(2));

        var due = (await worker.Succeed(root)).Callbacks;
        Assert.Equal([JobStatus.Active, JobStatus.Assigned], await Store.Jobs.GetStatusAsync([2, 3], Cancel));
        await Run(worker, root, due[0]);

        Assert.Equal([JobStatus.Completed, JobStatus.Active], await Store.Jobs.GetStatusAsync([2, 3], Cancel));
    }
}
