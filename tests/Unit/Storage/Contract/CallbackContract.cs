using AsyncEngine.Jobs;
using AsyncEngine.Storage;
using Xunit;

namespace Unit.Storage.Contract;

/// <summary>Callbacks: who runs which when, and that none is lost (R064 to R081).</summary>
public abstract class CallbackContract : StoreContract
{
    private static NewCallback Callback(string name, params NewCallback[] callbacks) => new()
    {
        Name = name,
        OnSuccess = Call(name + " won"),
        OnFailure = Call(name + " lost"),
        Callbacks = callbacks,
    };

    private static RunKey KeyOf(DueCallback due, ClaimedJob root) => new(due.Id, root.Key.Run, root.Key.RootId);

    private static string Names(IReadOnlyList<DueCallback> due) => string.Join(' ', due.Select(callback => callback.Name));

    private async Task<ClaimedJob> AddAndClaim(TestWorker worker, params NewCallback[] callbacks)
    {
        await Add(Job("root") with { Callbacks = callbacks });
        return (await worker.ClaimOne())!;
    }

    private Task<SettleResult> Run(TestWorker worker, ClaimedJob root, DueCallback due) =>
        worker.Settle(TestWorker.Outcome(KeyOf(due, root)));

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

    [Theory]
    [InlineData("held")]
    [InlineData("ready")]
    [InlineData("assigned")]
    [InlineData("active")]
    [InlineData("put back")]
    public async Task AddCallbacks_IsSeenBySettle_WhereverTheJobStands_R064(string where)
    {
        var worker = await Worker();
        var id = await Add(Job("root") with { Delay = where == "held" ? TimeSpan.FromMinutes(1) : null });
        ClaimedJob? claimed = where switch
        {
            "assigned" => (await worker.Claim(0, 1))[0],
            "active" => await worker.ClaimOne(),
            _ => null,
        };
        if (where == "put back")
        {
            await worker.Settle(TestWorker.Back((await worker.ClaimOne())!.Key));
        }

        var added = await Store.Jobs.AddCallbacksAsync(id, [Callback("a"), Callback("b")], Cancel);

        Clock.Advance(TimeSpan.FromMinutes(1));
        worker = claimed is null ? await Worker(2) : worker;
        claimed ??= await worker.ClaimOne();
        var settled = await worker.Succeed(claimed!);
        Assert.Equal(added, settled.Callbacks.Select(due => due.Id));
    }

    [Fact]
    public async Task CallbackAddedWhileCallbacksRun_RunsBeforeCompleted_R075()
    {
        var worker = await Worker();
        var root = await AddAndClaim(worker, Callback("a"), Callback("b"));
        var due = (await worker.Succeed(root)).Callbacks;

        await Store.Jobs.AddCallbacksAsync(1, [Callback("late")], Cancel);
        Assert.Empty((await Run(worker, root, due[0])).Callbacks);
        var settled = await Run(worker, root, due[1]);

        Assert.Equal(SettleVerdict.CallbacksDue, settled.Verdict);
        Assert.Equal("late", Names(settled.Callbacks));
        Assert.Equal(JobStatus.Callbacks, await StatusOf(1));
        await Run(worker, root, settled.Callbacks[0]);
        Assert.Equal(JobStatus.Completed, await StatusOf(1));
        Assert.Equal(3, (await Get(1)).Callbacks.Count);
    }

    [Fact]
    public async Task CallbackThatACallAddsToItsOwnJob_IsDue_R065()
    {
        var worker = await Worker();
        await Add();
        var root = (await worker.ClaimOne())!;

        var settled = await worker.Settle(TestWorker.Outcome(root.Key) with
        {
            AddedCallbacks = [new AddedCallback(1, Callback("own") with { Id = await Store.Jobs.ReserveIdsAsync(1, Cancel) })],
        });

        Assert.Equal("own", Names(settled.Callbacks));
    }

    [Fact]
    public async Task CallbacksThatACallAdds_MayBelong_ToWhatItAdds()
    {
        var worker = await Worker();
        await Add();
        var root = (await worker.ClaimOne())!;
        var first = await Store.Jobs.ReserveIdsAsync(3, Cancel);

        await worker.Settle(TestWorker.Outcome(root.Key) with
        {
            AddedJobs = [Job("inner") with { Id = first }],
            AddedCallbacks =
            [
                new AddedCallback(first, Callback("c") with { Id = first + 1 }),
                new AddedCallback(first + 1, Callback("cc") with { Id = first + 2 }),
            ],
        });

        var inner = (await worker.ClaimOne())!;
        var due = (await worker.Succeed(inner)).Callbacks;
        Assert.Equal("c", Names(due));
        Assert.Equal("cc", Names((await Run(worker, inner, due[0])).Callbacks));
    }

    [Fact]
    public async Task Settle_IsRefused_WhenACallbacksParentIsUnknown()
    {
        var worker = await Worker();
        await Add();
        var root = (await worker.ClaimOne())!;

        var settled = await worker.Settle(TestWorker.Outcome(root.Key) with
        {
            AddedJobs = [Job() with { Id = await Store.Jobs.ReserveIdsAsync(1, Cancel) }],
            AddedCallbacks = [new AddedCallback(999, Callback("c"))],
        });

        Assert.Equal(ErrorIds.JobNotFound, settled.Refusal!.ErrorId);
        Assert.Equal(0, (await Queue()).Pending);
    }

    [Fact]
    public async Task AddCallbacks_OnACompletedJob_QueuesThem_R074()
    {
        var worker = await Worker();
        await Add();
        await worker.Succeed((await worker.ClaimOne())!, Bytes(9));

        var ids = await Store.Jobs.AddCallbacksAsync(1, [Callback("late", Callback("later"))], Cancel);

        Assert.Equal(JobStatus.Completed, await StatusOf(1));
        Assert.Equal(JobStatus.Pending, await StatusOf(ids[0]));
        var claimed = (await worker.ClaimOne())!;
        Assert.Equal(ids[0], claimed.Key.JobId);
        var due = Assert.Single(claimed.CallbacksOnly!);
        Assert.Equal("late won", due.Call!.Text);
        Assert.Equal([9], due.ParentResult.Bytes.ToArray());
        var settled = await Run(worker, claimed, due);
        Assert.Equal("later", Names(settled.Callbacks));
        await Run(worker, claimed, settled.Callbacks[0]);
        Assert.Equal(JobStatus.Completed, await StatusOf(ids[0]));
        Assert.Equal(2, (await Queue()).Completed);
    }

    [Fact]
    public async Task AddCallbacks_Refuses_UnknownJob() =>
        await Refused(ErrorIds.JobNotFound, () => Store.Jobs.AddCallbacksAsync(5, [Callback("a")], Cancel));

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
