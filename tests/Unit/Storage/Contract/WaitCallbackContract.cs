using AsyncEngine.Jobs;
using AsyncEngine.Storage;
using Xunit;

namespace Unit.Storage.Contract;

/// <summary>Callbacks of jobs that wait, and callbacks that wait themselves.</summary>
public abstract class WaitCallbackContract : WaitSteps
{
    [Fact]
    public async Task Callbacks_AreOffered_WhenTheOutcomeIsThere_R090()
    {
        var worker = await Worker();
        var outer = Job("outer") with { Callbacks = [new NewCallback { Name = "cb", OnSuccess = Call("won") }] };
        await Wait(worker, outer);

        var turn = await worker.Turn(5, 0, TestWorker.Outcome((await worker.ClaimOne())!.Key, result: Bytes(6)));

        Assert.Equal(JobStatus.Callbacks, await StatusOf(1));
        var due = turn.Claimed.Single().CallbacksOnly!.Single();
        Assert.Equal([6], due.ParentResult.Bytes.ToArray());
        await worker.Settle(TestWorker.Outcome(new RunKey(due.Id, turn.Claimed[0].Key.Run, 1)));
        Assert.Equal(JobStatus.Completed, await StatusOf(1));
    }

    [Fact]
    public async Task CallbackAddedWhileItWaits_Runs_R064()
    {
        var worker = await Worker();
        var (outer, inner) = await Wait(worker);
        await Store.Jobs.AddCallbacksAsync(outer, [new NewCallback { Name = "cb", OnSuccess = Call("won") }], Cancel);
        var job = (await worker.ClaimOne())!;
        Assert.Equal(inner, job.Key.JobId);
        await worker.Succeed(job);

        var due = (await worker.ClaimOne())!.CallbacksOnly!;
        Assert.Equal("cb", due.Single().Name);
    }

    [Fact]
    public async Task InnerJobsCallbacks_DoNotHoldUpTheOuter_R090()
    {
        var worker = await Worker();
        await Add("outer");
        var inner = Job("inner") with { Callbacks = [new NewCallback { Name = "cb", OnSuccess = Call("won") }] };
        await worker.Settle(Returning((await worker.ClaimOne())!, LinkedJob.To(inner)));

        var settled = await worker.Succeed((await worker.ClaimOne())!, Bytes(1));

        Assert.Equal(SettleVerdict.CallbacksDue, settled.Verdict);
        Assert.Equal(JobStatus.Completed, await StatusOf(1));
        Assert.Equal(JobStatus.Callbacks, await StatusOf(2));
    }

    [Fact]
    public async Task CallbackThatReturnsAJob_LetsItsSiblingsGoOn_R072_R080()
    {
        var worker = await Worker();
        var callbacks = new[] { "a", "b" }.Select(name => new NewCallback { Name = name, OnSuccess = Call(name) });
        await Add(Job("root") with { Callbacks = [.. callbacks] });
        var root = (await worker.ClaimOne())!;
        var due = (await worker.Succeed(root)).Callbacks;

        await worker.Settle(TestWorker.Outcome(new RunKey(due[0].Id, root.Key.Run, 1)) with
        {
            Returned = LinkedJob.To(Job("inner")),
        });
        Assert.Equal(JobStatus.Active, await StatusOf(due[0].Id));
        await worker.Settle(TestWorker.Outcome(new RunKey(due[1].Id, root.Key.Run, 1)));

        Assert.Equal(JobStatus.Callbacks, await StatusOf(1));
        Assert.Equal(JobStatus.Completed, await StatusOf(due[1].Id));
        Assert.Empty((await Store.Dispatchers.ListAsync(Cancel)).Single().Agents.Single().Jobs);
        await worker.Succeed((await worker.ClaimOne())!, Bytes(8));
        Assert.Equal([8], (await Get(due[0].Id)).Result.Bytes.ToArray());
        Assert.Null(await worker.ClaimOne());
        Assert.Equal(JobStatus.Completed, await StatusOf(1));
    }

    [Fact]
    public async Task CallbackThatWaits_IsNotBegunAgain_AfterADeath_R080()
    {
        var worker = await Worker(1);
        var callbacks = new[] { "a", "b" }.Select(name => new NewCallback { Name = name, OnSuccess = Call(name) });
        await Add(Job("root") with { Callbacks = [.. callbacks] });
        var root = (await worker.ClaimOne())!;
        var due = (await worker.Succeed(root)).Callbacks;
        await worker.Settle(TestWorker.Outcome(new RunKey(due[0].Id, root.Key.Run, 1)) with
        {
            Returned = LinkedJob.To(Job("inner") with { Queue = "default", Delay = TimeSpan.FromHours(1) }),
        });
        await worker.Deactivate();
        var other = await Worker(2);

        var again = (await other.ClaimOne())!;
        Assert.Equal("b", again.CallbacksOnly!.Single().Name);
        await other.Settle(TestWorker.Outcome(new RunKey(due[1].Id, again.Key.Run, 1)));
        Assert.Equal(JobStatus.Callbacks, await StatusOf(1));
        Assert.Equal([StopResult.Cancelled], await Store.Jobs.StopAsync([due[0].Id], Cancel));
        Assert.Null(await other.ClaimOne());
        Assert.Equal(JobStatus.Completed, await StatusOf(1));
        Assert.Equal(JobOutcome.Cancelled, (await Get(due[0].Id)).Outcome);
    }
}
