using AsyncEngine.Jobs;
using AsyncEngine.Storage;
using Xunit;

namespace Unit.Storage.Contract;

/// <summary>Measuring queues: counts, rates, and how long jobs waited and ran (R180, R211, R220).</summary>
public abstract class MeasureContract : StoreContract
{
    private async Task<QueueStatistics> Measured(Measure? measure = null, string queue = "default") =>
        (await Store.Queues.MeasureAsync(measure ?? new Measure(), Cancel)).Single(each => each.Queue == queue);

    /// <summary>A job that waits and runs for so long, and ends at the moment that the clock has then.</summary>
    private async Task<long> Live(
        TestWorker worker, double wait, double run, JobOutcome outcome = JobOutcome.Succeeded, NewJob? job = null)
    {
        var id = await Add(job ?? Job());
        Clock.Advance(TimeSpan.FromSeconds(wait));
        var began = Clock.GetUtcNow();
        var claimed = (await worker.ClaimOne())!;
        Clock.Advance(TimeSpan.FromSeconds(run));
        await worker.Settle(TestWorker.Outcome(claimed.Key, outcome) with { StartedAt = began, EndedAt = Clock.GetUtcNow() });
        return id;
    }

    [Fact]
    public async Task Waits_HaveAShortestThatIsNotTheLongest_R220()
    {
        var worker = await Worker();
        await Live(worker, wait: 5, run: 1);
        await Live(worker, wait: 3, run: 2);

        var measured = await Measured();

        Assert.Equal(
            (2L, TimeSpan.FromSeconds(3), 2L, TimeSpan.FromSeconds(5), 1L),
            (measured.Wait.Count, measured.Wait.Shortest!.Value, measured.Wait.ShortestJob!.Value,
                measured.Wait.Longest!.Value, measured.Wait.LongestJob!.Value));
        Assert.Equal((1L, 2L), (measured.Run.ShortestJob!.Value, measured.Run.LongestJob!.Value));
        Assert.Equal(TimeSpan.FromSeconds(4), measured.Wait.Average);
        Assert.Equal(TimeSpan.FromSeconds(1.5), measured.Run.Average);
        Assert.Equal((TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(5)), (measured.Wait.P50!.Value, measured.Wait.P99!.Value));
    }

    [Fact]
    public async Task Outcomes_AreCounted_AndTheirRunsApart_R211()
    {
        var worker = await Worker();
        await Live(worker, wait: 0, run: 1);
        await Live(worker, wait: 0, run: 9, JobOutcome.Failed);
        await Live(worker, wait: 0, run: 4, JobOutcome.Failed);
        await Add();
        await Store.Jobs.StopAsync([4], Cancel);

        var measured = await Measured();

        Assert.Equal((4L, 1L, 2L, 1L), (measured.Completed, measured.Succeeded, measured.Failed, measured.Cancelled));
        Assert.Equal((1L, 2L, 3L), (measured.SucceededRun.Count, measured.FailedRun.Count, measured.Run.Count));
        Assert.Equal((3L, 2L), (measured.FailedRun.ShortestJob!.Value, measured.FailedRun.LongestJob!.Value));
    }

    [Fact]
    public async Task Interval_IsTheLastHour_AndRunsForward_R211()
    {
        var worker = await Worker();
        await Live(worker, wait: 0, run: 1);
        await worker.Deactivate();
        Clock.Advance(TimeSpan.FromHours(2));
        worker = await Worker();
        await Live(worker, wait: 0, run: 1);

        var measured = await Measured();

        Assert.Equal((Clock.GetUtcNow().AddHours(-1), Clock.GetUtcNow()), (measured.From, measured.To));
        Assert.Equal((1L, 1L), (measured.Added, measured.Completed));
        Assert.Equal(2, (await Measured(new Measure { Last = TimeSpan.FromHours(3) })).Completed);
        Assert.Equal(1, (await Measured(new Measure { Since = T0, Before = T0.AddHours(1) })).Completed);
        Assert.Equal(60.0 / 3600, 60 * measured.CompletedPerSecond, 6);
        Assert.Equal(0, measured.FailedPerSecond);
    }

    [Fact]
    public async Task Interval_HasItsBeginning_AndNotItsEnd()
    {
        var worker = await Worker();
        await Live(worker, wait: 0, run: 1);
        var ended = Clock.GetUtcNow();
        Clock.Advance(TimeSpan.FromSeconds(9));

        Assert.Equal(1, (await Measured(new Measure { Since = ended })).Completed);
        Assert.Equal(0, (await Measured(new Measure { Since = ended.AddMicroseconds(1) })).Completed);
        Assert.Equal(0, (await Measured(new Measure { Since = T0, Before = ended })).Completed);
        Assert.Equal(1, (await Measured(new Measure { Since = T0, Before = ended.AddMicroseconds(1) })).Completed);
        Assert.Equal(0, (await Measured(new Measure { Since = T0.AddMicroseconds(1) })).Added);
    }

    [Fact]
    public async Task IntervalWithoutTime_IsRefused()
    {
        await Refused(ErrorIds.ArgumentInvalid, () => Measured(new Measure { Since = T0.AddHours(1) }));
        await Refused(ErrorIds.ArgumentInvalid, () => Measured(new Measure { Since = T0, Before = T0 }));
    }

    [Fact]
    public async Task Present_IsTold_WithTheOldestAndWhatRuns_R220()
    {
        var worker = await Worker();
        await Store.Jobs.EnqueueAsync([Job("runs") with { Priority = 1 }, Job("waits"), Job("later") with { Delay = TimeSpan.FromHours(1) }], Cancel);
        await worker.Claim();
        Clock.Advance(TimeSpan.FromSeconds(7));
        await Add("young");

        var measured = await Measured();

        Assert.Equal((3L, 1L, 0L, 1L, 0L), (measured.Pending, measured.Held!.Value, measured.Assigned, measured.Active, measured.Callbacks));
        Assert.Equal((TimeSpan.FromSeconds(7), 2L), (measured.OldestWait!.Value, measured.OldestJob!.Value));
        Assert.Equal((1L, TimeSpan.FromSeconds(7), 1L), (measured.ActiveRun.Count, measured.ActiveRun.Longest!.Value, measured.ActiveRun.LongestJob!.Value));
        Assert.Equal(4, measured.Added);
        Assert.Equal(0, measured.Wait.Count);
        Assert.Null(measured.Wait.P50);
    }

    [Fact]
    public async Task Filters_LeaveTheOthersOut_R211()
    {
        await Store.Queues.CreateAsync(["mail", "[odd]"], null, Cancel);
        var (one, two) = (await Worker(1), await Worker(2));
        await Live(one, wait: 0, run: 1, job: Job("report") with { Tags = ["night"] });
        await Live(two, wait: 0, run: 2);
        await Add(Job("report"));

        Assert.Equal(3, (await Store.Queues.MeasureAsync(new Measure(), Cancel)).Count);
        Assert.Equal(["mail"], (await Store.Queues.MeasureAsync(new Measure { Jobs = new JobFilter { QueueLike = ["m*"] } }, Cancel)).Select(each => each.Queue));
        Assert.Equal("[odd]", (await Store.Queues.MeasureAsync(new Measure { Jobs = new JobFilter { QueueLike = [Measure.PatternOf("[odd]")] } }, Cancel)).Single().Queue);
        var named = await Measured(new Measure { Jobs = new JobFilter { NameLike = ["rep*"] } });
        Assert.Equal((1L, 1L, 2L, null), (named.Completed, named.Pending, named.Added, named.Held));
        var ofTwo = await Measured(new Measure { Jobs = new JobFilter { Dispatchers = [two.Uuid] } });
        Assert.Equal((1L, 2L, 0L), (ofTwo.Completed, ofTwo.Run.LongestJob!.Value, ofTwo.Pending));
        Assert.Equal(2, (await Measured(new Measure { Jobs = new JobFilter { AgentLike = ["MAI?"] } })).Completed);
        Assert.Equal(1, (await Measured(new Measure { Jobs = new JobFilter { Tags = ["night"] } })).Completed);
        Assert.Equal(0, (await Measured(new Measure { Jobs = new JobFilter { AgentLike = ["other"] } })).Completed);
    }

    [Fact]
    public async Task Callbacks_AreNotCounted()
    {
        var worker = await Worker();
        await Add(Job() with { Callbacks = [new NewCallback { OnSuccess = Call() }] });
        var due = (await worker.Succeed((await worker.ClaimOne())!)).Callbacks.Single();
        await worker.Settle(TestWorker.Outcome(new RunKey(due.Id, 1, 1)));

        var measured = await Measured();

        Assert.Equal((1L, 1L, 1L), (measured.Added, measured.Completed, measured.Run.Count));
    }
}
