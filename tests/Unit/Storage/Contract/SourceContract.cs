using AsyncEngine;
using AsyncEngine.Jobs;
using AsyncEngine.Storage;
using Xunit;

namespace Unit.Storage.Contract;

/// <summary>Who put a job: kept with it for good, whatever becomes of it (R008).</summary>
public abstract class SourceContract : StoreContract
{
    private static readonly JobSource Anna = new(TestWorker.UuidOf(1), "web1", 4711, "anna");
    private static readonly JobSource Runner = new(TestWorker.UuidOf(2), "node7", 99, "svc_jobs");

    private protected override StoreOptions Options => As(Anna);

    [Fact]
    public async Task Job_TellsWhoPutIt_R008()
    {
        var ids = await Store.Jobs.EnqueueAsync([Job(), Job() with { Delay = TimeSpan.FromHours(1) }], Cancel);

        Assert.All(ids, id => Assert.Equal(Anna, Get(id).Result.AddedBy));
        Assert.Equal("anna@web1 (pid 4711)", (await Get(ids[0])).AddedBy!.ToString());
    }

    [Fact]
    public async Task WhoPutIt_IsKept_WhateverOthersDoWithTheJob_R008()
    {
        var id = await Add("a");
        await using var theirs = Fixture.Open(As(Runner));
        var worker = await TestWorker.Activate(theirs);
        async Task IsHers() => Assert.Equal(Anna, (await Get(id)).AddedBy);

        var change = new JobChange { Id = id, Name = "b", Priority = 3, Tags = ["t"] };
        Assert.Equal([null], await theirs.Jobs.ChangeAsync([change], Cancel));
        await IsHers();
        await worker.Settle(TestWorker.Back((await worker.ClaimOne())!.Key, Clock.GetUtcNow().AddSeconds(10)));
        await IsHers();
        Clock.Advance(TimeSpan.FromSeconds(20));
        await worker.Settle(TestWorker.Back((await worker.ClaimOne())!.Key, interruption: true));
        await IsHers();
        await worker.ClaimOne();
        await worker.Deactivate();
        await IsHers();
        var other = await TestWorker.Activate(theirs, 2);
        await other.Succeed((await other.ClaimOne())!);
        await IsHers();
        Assert.Equal(JobStatus.Completed, (await Get(id)).Status);
    }

    [Fact]
    public async Task WhoPutIt_IsKept_InAnotherQueue_AndOfAStoppedJob_R008()
    {
        await Store.Queues.CreateAsync(["other"], null, Cancel);
        var ids = await Store.Jobs.EnqueueAsync([Job("moved"), Job("stopped")], Cancel);
        await using var theirs = Fixture.Open(As(Runner));

        await theirs.Jobs.ChangeAsync([new JobChange { Id = ids[0], Queue = "other" }], Cancel);
        await theirs.Jobs.StopAsync([ids[1]], Cancel);

        Assert.Equal(("other", Anna), ((await Get(ids[0])).Queue, (await Get(ids[0])).AddedBy));
        Assert.Equal((JobOutcome.Cancelled, Anna), ((await Get(ids[1])).Outcome, (await Get(ids[1])).AddedBy));
    }

    [Fact]
    public async Task WhatAJobAdds_IsOfTheProcessThatRanIt_R008()
    {
        var outer = await Add(Job("outer") with { Callbacks = [new NewCallback { OnSuccess = Call("Demo.Hers()") }] });
        await using var theirs = Fixture.Open(As(Runner));
        var worker = await TestWorker.Activate(theirs);
        var inner = await theirs.Jobs.ReserveIdsAsync(3, Cancel);
        var claimed = (await worker.ClaimOne())!;
        var join = new NewJoin { IsSerial = true, Parts = [LinkedJob.To(Job("part") with { Id = inner + 2 })] };

        await worker.Settle(TestWorker.Outcome(claimed.Key) with
        {
            AddedJobs =
            [
                Job("inner") with { Id = inner },
                Job("join") with { Id = inner + 1, Call = NewJoin.CallOf(isSerial: true), Join = join },
            ],
            AddedCallbacks = [new AddedCallback(outer, new NewCallback { OnSuccess = Call("Demo.Theirs()") })],
        });

        Assert.All([inner, inner + 1, inner + 2], id => Assert.Equal(Runner, Get(id).Result.AddedBy));
        var callbacks = (await Get(outer)).Callbacks;
        Assert.Equal([Anna, Runner], [(await Get(callbacks[0])).AddedBy!, (await Get(callbacks[1])).AddedBy!]);
    }

    [Fact]
    public async Task CallbacksAndParts_AreOfThoseWhoAddThem_R008()
    {
        var outer = await Add();
        var join = new NewJoin { IsSerial = false, Parts = [LinkedJob.To(Job())] };
        var joined = await Add(Job() with { Call = NewJoin.CallOf(isSerial: false), Join = join });
        await using var theirs = Fixture.Open(As(Runner));

        var callback = await theirs.Jobs.AddCallbacksAsync(outer, [new NewCallback { OnSuccess = Call() }], Cancel);
        var part = await theirs.Jobs.AddPartsAsync(joined, [LinkedJob.To(Job())], Cancel);

        Assert.Equal([Runner, Runner], [(await Get(callback[0])).AddedBy!, (await Get(part[0])).AddedBy!]);
        Assert.Equal([Anna, Anna], [(await Get(outer)).AddedBy!, (await Get((await Get(joined)).Parts[0])).AddedBy!]);
    }

    [Fact]
    public async Task JobThatRunsAgain_IsOfThoseWhoRestartedIt_R008()
    {
        var id = await Add();
        var worker = await Worker();
        await worker.Succeed((await worker.ClaimOne())!);
        await using var theirs = Fixture.Open(As(Runner));

        var again = (await theirs.Jobs.RestartAsync([id], new Restart(), Cancel))[0].Id;

        Assert.Equal((Anna, Runner), ((await Get(id)).AddedBy, (await Get(again)).AddedBy));
    }

    [Fact]
    public async Task Process_HasOneRow_HoweverOftenItAdds_AndHoweverManyStoresItOpens_R008()
    {
        await using var again = Fixture.Open(As(Anna));
        await using var theirs = Fixture.Open(As(Runner));
        foreach (var store in (IStore[])[Store, again, theirs, Store])
        {
            await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => store.Jobs.EnqueueAsync([Job(), Job()], Cancel)));
        }

        await Store.Jobs.RemoveAsync([1, 2, 3], Cancel);

        using var tables = Store.Transfer.Export();
        Assert.Equal(2, tables.Count(new CopiedTable("source")));
        Assert.Equal(10, (await Store.Jobs.ReadAsync(new JobFilter(), new JobPage(100), Cancel)).Count(job => job.AddedBy == Runner));
    }

    [Fact]
    public async Task Store_IsNotTouched_ByWhoAddsNothing_R008()
    {
        var worker = await Worker();
        await worker.ClaimOne();
        await Refused(ErrorIds.QueueNotFound, () => Add(Job() with { Queue = "nowhere" }));

        using var tables = Store.Transfer.Export();
        Assert.Equal(0, tables.Count(new CopiedTable("source")));
    }

    private StoreOptions As(JobSource source) => new() { TimeProvider = Clock, Source = source };
}
