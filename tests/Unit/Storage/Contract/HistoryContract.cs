using AsyncEngine;
using AsyncEngine.Jobs;
using AsyncEngine.Storage;
using Xunit;

namespace Unit.Storage.Contract;

/// <summary>What a job's history tells: every change of its status, when, by whom and why.</summary>
public abstract class HistoryContract : StoreContract
{
    private async Task<IReadOnlyList<JobMove>> History(long id) =>
        await Store.Jobs.ReadHistoryAsync(id, Cancel) ?? throw new InvalidOperationException($"No job {id}.");

    private async Task<string> Statuses(long id) =>
        string.Join(' ', (await History(id)).Select(move => move.To));

    /// <summary>Nothing is told of a status that another move does not lead to.</summary>
    private static void CheckChain(IReadOnlyList<JobMove> moves)
    {
        Assert.Null(moves[0].From);
        Assert.All(moves.Zip(moves.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From));
    }

    private DateTimeOffset Tick(int seconds = 1)
    {
        Clock.Advance(TimeSpan.FromSeconds(seconds));
        return Clock.GetUtcNow();
    }

    private static Settlement At(Settlement settlement, DateTimeOffset began, DateTimeOffset ended) =>
        settlement with { StartedAt = began, EndedAt = ended };

    [Fact]
    public async Task OrdinaryLife_IsToldByTheMomentsThatAreStoredAnyway()
    {
        var worker = await Worker();
        await Add();
        var began = Tick();
        var job = (await worker.ClaimOne())!;
        var ended = Tick();
        await worker.Settle(At(TestWorker.Outcome(job.Key), began, ended));

        var moves = await History(1);

        CheckChain(moves);
        Assert.Equal(
            [(T0, JobStatus.Pending, null, 0L), (began, JobStatus.Active, worker.Uuid, 1L), (ended, JobStatus.Completed, worker.Uuid, 1L)],
            moves.Select(move => (move.Time!.Value, move.To, move.Dispatcher, move.Run)));
        Assert.Equal(
            ["It was added.", $"Dispatcher {worker.Uuid} began it.", "It succeeded."], moves.Select(move => move.Reason));
        Assert.Equal([null, "main", "main"], moves.Select(move => move.Agent));
    }

    [Fact]
    public async Task Failure_IsTheReasonOfTheEnd()
    {
        var worker = await Worker();
        await Add();
        await worker.Fail((await worker.ClaimOne())!);

        Assert.Equal("It failed with Boom: boom", (await History(1))[^1].Reason);
    }

    [Fact]
    public async Task Retry_TellsOfBothRuns_AndWhyTheFirstWasNotTheLast()
    {
        var worker = await Worker();
        await Add();
        var first = Tick();
        var job = (await worker.ClaimOne())!;
        var failed = Tick();
        await worker.Settle(At(TestWorker.Back(job.Key, failed.AddMinutes(1)), first, failed) with
        {
            Error = new JobError { ErrorId = "Boom", Message = "boom" },
        });
        Clock.SetUtcNow(failed.AddMinutes(1));
        await worker.Ping();
        var second = Tick();
        job = (await worker.ClaimOne())!;
        await worker.Settle(At(TestWorker.Outcome(job.Key), second, Tick()));

        var moves = await History(1);

        CheckChain(moves);
        Assert.Equal("Pending Active Pending Active Completed", await Statuses(1));
        Assert.Equal([T0, first, failed, second, Clock.GetUtcNow()], moves.Select(move => move.Time!.Value));
        Assert.Equal([0L, 1, 1, 2, 2], moves.Select(move => move.Run));
        Assert.StartsWith("Attempt 1 failed with Boom; it may run again after 2006-08-10 15:45:24 UTC", moves[2].Reason);
        Assert.Equal(worker.Uuid, moves[2].Dispatcher);
    }

    [Fact]
    public async Task Rescue_NamesTheDispatcherThatWasSilent()
    {
        var dead = await Worker(1);
        await Add("begun");
        await Add("assigned");
        await dead.Claim(want: 1, ahead: 1);
        var living = await Worker(2);
        Clock.Advance(TimeSpan.FromSeconds(50));
        await living.Ping();
        Clock.Advance(TimeSpan.FromSeconds(11));
        await living.Ping();

        var (begun, assigned) = (await History(1), await History(2));

        Assert.Equal("Pending Active Pending", await Statuses(1));
        Assert.Equal(
            ("Its dispatcher was silent for too long while it ran; it is first in line again.", dead.Uuid, Clock.GetUtcNow()),
            (begun[^1].Reason, begun[^1].Dispatcher!.Value, begun[^1].Time!.Value));
        Assert.Equal((JobStatus.Assigned, JobStatus.Pending), (assigned[^1].From, assigned[^1].To));
        Assert.StartsWith("Its dispatcher was silent for too long before its call began", assigned[^1].Reason);
        await living.Claim();
        Assert.Equal(living.Uuid, (await History(1))[^1].Dispatcher);
    }

    [Fact]
    public async Task StopOfTheDispatcher_AndItsNewStart_AreTold()
    {
        var worker = await Worker();
        await Add();
        await worker.Claim();
        await worker.Deactivate();
        worker = await Worker();
        var job = (await worker.ClaimOne())!;
        await worker.Settle(TestWorker.Back(job.Key, attempt: false, interruption: true));

        var moves = await History(1);

        CheckChain(moves);
        Assert.StartsWith("Its dispatcher stopped while it ran", moves[2].Reason);
        Assert.StartsWith("Its dispatcher stopped while it ran; it is first in line again", moves[4].Reason);
        Assert.Equal("Pending Active Pending Active Pending", await Statuses(1));
    }

    [Fact]
    public async Task ClaimThatWasNotUsed_IsToldWithoutABeginning()
    {
        var worker = await Worker();
        await Add();
        var claimed = (await worker.Claim(want: 0, ahead: 1)).Single();
        var before = await History(1);
        await worker.GiveBack(claimed);

        var moves = await History(1);

        Assert.Equal((JobStatus.Pending, JobStatus.Assigned, null), (before[^1].From!.Value, before[^1].To, before[^1].Time));
        Assert.Equal((JobStatus.Assigned, JobStatus.Pending), (moves[^1].From!.Value, moves[^1].To));
        Assert.Equal("The claim was given back unused.", moves[^1].Reason);
    }

    [Fact]
    public async Task Changes_AreNamed()
    {
        await Add();
        await Store.Jobs.ChangeAsync([new JobChange { Id = 1, Priority = 7, Name = "x", Tags = ["a", "b"] }], Cancel);

        var moves = await History(1);

        Assert.Equal((JobStatus.Pending, JobStatus.Pending), (moves[1].From!.Value, moves[1].To));
        Assert.Equal("Somebody changed it: name 'x'; tags a, b; priority 7.", moves[1].Reason);
    }

    [Fact]
    public async Task Stops_AreTold_AskedForOnce_AndOfJobsThatWereNotBegun()
    {
        var worker = await Worker();
        await Add("running");
        await Add("waiting");
        var job = (await worker.ClaimOne())!;
        Tick();
        await Store.Jobs.StopAsync([1, 2], Cancel);
        await Store.Jobs.StopAsync([1], Cancel);
        await worker.Settle(TestWorker.Outcome(job.Key, JobOutcome.Cancelled) with { Error = null });

        var (running, waiting) = (await History(1), await History(2));

        CheckChain(running);
        Assert.Equal("Pending Active Active Completed", await Statuses(1));
        Assert.Equal("Somebody asked it to stop.", running[2].Reason);
        Assert.Equal("Pending Completed", await Statuses(2));
        Assert.Equal("The job was stopped.", waiting[^1].Reason);
    }

    [Fact]
    public async Task Expiry_SaysSo()
    {
        await Add(Job() with { BeginBy = TimeSpan.FromMinutes(1) });
        Clock.Advance(TimeSpan.FromMinutes(2));
        await Store.Jobs.ExpireAsync([1], Cancel);

        Assert.StartsWith("It failed with JobExpired: ", (await History(1))[^1].Reason);
        Assert.Equal("Pending Completed", await Statuses(1));
    }

    [Fact]
    public async Task Restart_IsToldByBothJobs()
    {
        var worker = await Worker();
        await Add();
        await worker.Succeed((await worker.ClaimOne())!);
        await Store.Jobs.RestartAsync([1], new Restart(), Cancel);

        var (old, again) = (await History(1), await History(2));

        CheckChain(old);
        Assert.Equal("It was run again, as job 2.", old[^1].Reason);
        Assert.Equal("It was added to run job 1 again.", again[0].Reason);
    }

    [Fact]
    public async Task Callbacks_HaveTheirPlaceInTheHistory_AndOneOfTheirOwn()
    {
        var worker = await Worker();
        await Add(Job() with { Callbacks = [new NewCallback { OnSuccess = Call() }] });
        var due = (await worker.Succeed((await worker.ClaimOne())!)).Callbacks.Single();
        Tick();
        await worker.Settle(TestWorker.Outcome(new RunKey(due.Id, 1, 1)));

        CheckChain(await History(1));
        Assert.Equal("Pending Active Callbacks Completed", await Statuses(1));
        Assert.Equal("Its callbacks have ended.", (await History(1))[^1].Reason);
        Assert.Equal("It was added as a callback of job 1.", (await History(2))[0].Reason);
        Assert.Equal("New Active Completed", await Statuses(2));
    }

    [Fact]
    public async Task HeldJob_SaysUntilWhen()
    {
        await Add(Job() with { Delay = TimeSpan.FromHours(1) });

        Assert.Equal("It was added, to begin after 2006-08-10 16:44:22 UTC.", (await History(1)).Single().Reason);
    }

    [Fact]
    public async Task OldMoves_AreForgotten_ButCounted()
    {
        await Add();
        for (var priority = 1; priority <= 103; priority++)
        {
            await Store.Jobs.ChangeAsync([new JobChange { Id = 1, Priority = priority }], Cancel);
        }

        var moves = await History(1);

        Assert.Equal(1 + 1 + 100, moves.Count);
        Assert.Equal("3 earlier moves are not kept.", moves[1].Reason);
        Assert.Equal("Somebody changed it: priority 4.", moves[2].Reason);
        Assert.Equal("Somebody changed it: priority 103.", moves[^1].Reason);
    }

    [Fact]
    public async Task History_GoesWithItsJob_AndWithItsQueue()
    {
        await Store.Queues.CreateAsync(["mail"], null, Cancel);
        await Add();
        await Add(Job() with { Queue = "mail" });
        await Store.Jobs.ChangeAsync([.. new long[] { 1, 2 }.Select(id => new JobChange { Id = id, Priority = 1 })], Cancel);

        await Store.Jobs.RemoveAsync([1], Cancel);
        await Store.Queues.RemoveAsync("mail", force: true, Cancel);

        // That no row is left is looked at after each test.
        Assert.Null(await Store.Jobs.ReadHistoryAsync(1, Cancel));
        Assert.Null(await Store.Jobs.ReadHistoryAsync(2, Cancel));
    }
}
