using AsyncEngine.Jobs;
using AsyncEngine.Storage;
using Xunit;

namespace Unit.Storage.Contract;

/// <summary>Callbacks that are added to a job, wherever it stands (R064, R065, R074, R075).</summary>
public abstract class CallbackAddContract : CallbackSteps
{
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
}
