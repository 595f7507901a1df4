using AsyncEngine.Jobs;
using AsyncEngine.Storage;
using Xunit;

namespace Unit.Storage.Contract;

/// <summary>Removing jobs with all that belongs to them.</summary>
public abstract class RemoveContract : StoreContract
{
    private async Task<RemoveOutcome> Remove(long id) => (await Store.Jobs.RemoveAsync([id], Cancel))[0].Outcome;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task PendingJob_IsGone_R014_R015(bool held)
    {
        var id = await Add(Job() with
        {
            Delay = held ? TimeSpan.FromHours(1) : null,
            Tags = ["t"],
            Arguments = new Payload(new byte[5000]),
            Callbacks = [new NewCallback { Callbacks = [new NewCallback()] }],
        });
        await Store.Live.AnnotateAsync(id, new Dictionary<string, Payload> { ["a"] = Bytes(1) }, Cancel);

        Assert.Equal(RemoveOutcome.Removed, await Remove(id));

        Assert.Equal([null, null, null], await Store.Jobs.GetStatusAsync([id, id + 1, id + 2], Cancel));
        Assert.Empty(await (await Worker()).Claim());
        Assert.Equal(0, (await Queue()).Pending);
    }

    [Fact]
    public async Task EqualJobs_AreNotCollapsed_ButTheFirstMayTakeOutItsTwins_R142()
    {
        await AddQuota("one");
        var ids = await Store.Jobs.EnqueueAsync([Job("twin", "one"), Job("twin", "one"), Job("other", "one")], Cancel);
        var worker = await Worker();
        var first = (await worker.ClaimOne())!;

        var twins = await Store.Jobs.ReadAsync(
            new JobFilter { NameLike = ["twin"], Statuses = [JobStatus.Pending] }, new JobPage(10), Cancel);
        Assert.Equal([ids[1]], twins.Select(twin => twin.Id));
        await Store.Jobs.RemoveAsync([ids[1]], Cancel);
        await worker.Succeed(first);

        Assert.Equal("other", await worker.ClaimNames());
    }

    [Fact]
    public async Task CompletedJob_IsGone_WithItsCallbacks()
    {
        var worker = await Worker();
        var id = await Add(Job() with { Callbacks = [new NewCallback { OnSuccess = Call() }] });
        var job = (await worker.ClaimOne())!;
        var due = (await worker.Settle(TestWorker.Outcome(job.Key, JobOutcome.Failed, new Payload(new byte[3000]))))
            .Callbacks[0];
        await worker.Settle(TestWorker.Outcome(new RunKey(due.Id, 1, id)));

        Assert.Equal(RemoveOutcome.Removed, await Remove(id));

        Assert.Null(await StatusOf(due.Id));
        Assert.Equal((0, 0), ((await Queue()).Completed, (await Queue()).Failed));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task JobInProgress_IsRefused_R015(bool assigned)
    {
        var id = await Add();
        await (await Worker()).Claim(assigned ? 0 : 1, assigned ? 1 : 0);

        var result = (await Store.Jobs.RemoveAsync([id], Cancel))[0];

        Assert.Equal(RemoveOutcome.Refused, result.Outcome);
        Assert.Contains("in progress", result.Reason, StringComparison.Ordinal);
        Assert.NotNull(await StatusOf(id));
    }

    [Fact]
    public async Task JobWhoseCallbacksAreLeft_IsRefused()
    {
        var id = await Add(Job() with { Callbacks = [new NewCallback()] });
        await Store.Jobs.StopAsync([id], Cancel);

        Assert.Equal(RemoveOutcome.Refused, await Remove(id));
    }

    [Fact]
    public async Task CallbackOfAnUnfinishedJob_IsRefused_ALaterOneNot()
    {
        var worker = await Worker();
        var id = await Add(Job() with { Callbacks = [new NewCallback()] });
        Assert.Equal(RemoveOutcome.Refused, await Remove(id + 1));
        var due = (await worker.Succeed((await worker.ClaimOne())!)).Callbacks[0];
        await worker.Settle(TestWorker.Outcome(new RunKey(due.Id, 1, id)));

        Assert.Equal(RemoveOutcome.Removed, await Remove(id + 1));
        Assert.Empty((await Get(id)).Callbacks);
    }

    [Fact]
    public async Task JobWithALateCallbackThatIsNotOver_IsRefused()
    {
        var worker = await Worker();
        var id = await Add();
        await worker.Succeed((await worker.ClaimOne())!);
        var late = (await Store.Jobs.AddCallbacksAsync(id, [new NewCallback()], Cancel))[0];

        Assert.Equal(RemoveOutcome.Refused, await Remove(id));
        var job = (await worker.ClaimOne())!;
        await worker.Settle(TestWorker.Outcome(new RunKey(late, job.Key.Run, late)));

        Assert.Equal(RemoveOutcome.Removed, await Remove(id));
        Assert.Null(await StatusOf(late));
    }

    [Fact]
    public async Task UnknownJob_IsNotFound() => Assert.Equal(RemoveOutcome.NotFound, await Remove(3));

    [Fact]
    public async Task Ids_AreNotGivenAgain()
    {
        var id = await Add();
        await Remove(id);

        Assert.NotEqual(id, await Add());
    }
}
