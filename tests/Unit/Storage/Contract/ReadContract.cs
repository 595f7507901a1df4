using AsyncEngine.Jobs;
using AsyncEngine.Storage;
using Xunit;

namespace Unit.Storage.Contract;

/// <summary>Looking at jobs: by id, by filter, page by page.</summary>
public abstract class ReadContract : CallbackSteps
{
    private static readonly JobPage All = new(1_000);

    /// <summary>Filters, and the ids that pass them in the store that <see cref="Fill"/> makes.</summary>
    public static TheoryData<string, long[]> Filters => new()
    {
        { "none", [1, 2, 3, 4, 5, 6, 8] },
        { "callbacks", [1, 2, 3, 4, 5, 6, 7, 8] },
        { "name", [1] },
        { "names", [1, 2] },
        { "wildcard", [1, 2, 3] },
        { "set", [2, 3] },
        { "escaped", [4] },
        { "queue", [8] },
        { "no queue", [] },
        { "pending", [4, 5, 8] },
        { "active", [3] },
        { "assigned", [6] },
        { "busy", [3, 6] },
        { "unfinished", [3, 4, 5, 6, 8] },
        { "completed", [1, 2] },
        { "failed", [2] },
        { "succeeded", [1] },
        { "unsuccessful", [2] },
        { "tag", [1, 4] },
        { "tags", [1, 4, 5] },
        { "quota", [2, 4] },
        { "after", [3, 4, 5, 6, 8] },
        { "before", [1, 2] },
        { "several", [4] },
        { "pending callbacks", [4, 5, 8] },
        { "callbacks of all", [7] },
        { "empty lists", [1, 2, 3, 4, 5, 6, 8] },
    };

    private static JobFilter FilterOf(string name) => name switch
    {
        "callbacks" => new JobFilter { IncludeCallbacks = true },
        "name" => new JobFilter { NameLike = ["REPORT-1"] },
        "names" => new JobFilter { NameLike = ["report-1", "report-2", "report-1"] },
        "wildcard" => new JobFilter { NameLike = ["rep*t-?"] },
        "set" => new JobFilter { NameLike = ["report-[2-3]"] },
        "escaped" => new JobFilter { NameLike = ["star`*"] },
        "queue" => new JobFilter { QueueLike = ["MAI*"] },
        "no queue" => new JobFilter { QueueLike = ["none"] },
        "pending" => new JobFilter { Statuses = [JobStatus.Pending] },
        "active" => new JobFilter { Statuses = [JobStatus.Active] },
        "assigned" => new JobFilter { Statuses = [JobStatus.Assigned] },
        "busy" => new JobFilter { Statuses = [JobStatus.Assigned, JobStatus.Active, JobStatus.Callbacks] },
        "unfinished" => new JobFilter { Statuses = [JobStatus.Pending, JobStatus.Assigned, JobStatus.Active] },
        "completed" => new JobFilter { Statuses = [JobStatus.Completed] },
        "failed" => new JobFilter { Outcomes = [JobOutcome.Failed], Statuses = [JobStatus.Completed] },
        "succeeded" => new JobFilter { Outcomes = [JobOutcome.Succeeded] },
        "unsuccessful" => new JobFilter { Outcomes = [JobOutcome.Failed, JobOutcome.Cancelled] },
        "tag" => new JobFilter { Tags = ["NIGHT"] },
        "tags" => new JobFilter { Tags = ["night", "day", "none"] },
        "quota" => new JobFilter { Quotas = ["DB"] },
        "after" => new JobFilter { CreatedAfter = T0.AddMinutes(1) },
        "before" => new JobFilter { CreatedBefore = T0.AddMinutes(1) },
        "several" => new JobFilter { Tags = ["night"], Quotas = ["db"], Statuses = [JobStatus.Pending] },
        "pending callbacks" => new JobFilter { Statuses = [JobStatus.Pending], IncludeCallbacks = true },
        "callbacks of all" => new JobFilter { NameLike = ["callback"], IncludeCallbacks = true },
        "empty lists" => new JobFilter
        {
            NameLike = [], QueueLike = [], Statuses = [], Outcomes = [], Tags = [], Quotas = [],
        },
        _ => new JobFilter(),
    };

    /// <summary>
    /// 1 succeeded, 2 failed; a minute later 3 active (7 is its callback), 4 and 5 pending, 6 assigned, 8 in a queue
    /// of its own.
    /// </summary>
    private async Task Fill()
    {
        await Store.Queues.CreateAsync(["mail"], null, Cancel);
        await AddQuota("db", 5);
        var worker = await Worker();
        await Add(Job("report-1") with { Tags = ["Night"] });
        await Add(Job("report-2", "db"));
        var claimed = await worker.Claim(want: 2);
        await worker.Succeed(claimed[0]);
        await worker.Fail(claimed[1]);
        Clock.Advance(TimeSpan.FromMinutes(1));
        await worker.Ping();
        await Store.Jobs.EnqueueAsync(
            [
                Job("report-3") with { Callbacks = [new NewCallback { Name = "callback" }], Priority = 2 },
                Job("star*", "db") with { Tags = ["night"], Delay = TimeSpan.FromHours(1) },
                Job("starling") with { Tags = ["day", "other"] },
                Job("ahead") with { Priority = 1 },
            ],
            Cancel);
        await Add(Job("letter") with { Queue = "mail" });
        await worker.Claim(want: 1, ahead: 1);
    }

    private async Task<long[]> Ids(JobFilter filter, JobPage page) =>
        [.. (await Store.Jobs.ReadAsync(filter, page, Cancel)).Select(job => job.Id)];

    [Theory]
    [MemberData(nameof(Filters))]
    public async Task Read_GivesWhatPasses_InOrder_R215_R218(string name, long[] expected)
    {
        await Fill();
        var filter = FilterOf(name);

        Assert.Equal(expected, await Ids(filter, All));
        Assert.Equal(expected.Reverse(), await Ids(filter, All with { NewestFirst = true }));
        Assert.Equal(expected.Length, await Store.Jobs.CountAsync(filter, Cancel));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Pages_GiveEveryJobOnce(bool newestFirst)
    {
        await Store.Jobs.EnqueueAsync(
            [.. Enumerable.Range(0, 700).Select(number => Job() with { Tags = number % 2 == 0 ? ["even"] : [] })], Cancel);
        foreach (var filter in new[] { new JobFilter(), new JobFilter { Tags = ["even"] }, FilterOf("pending") })
        {
            var seen = new List<long>();
            for (long? after = null; ;)
            {
                var page = await Ids(filter, new JobPage(64, after, newestFirst));
                seen.AddRange(page);
                if (page.Length == 0)
                {
                    break;
                }

                after = page[^1];
            }

            Assert.Equal(await Store.Jobs.CountAsync(filter, Cancel), seen.Distinct().Count());
            Assert.Equal(newestFirst ? seen.OrderDescending() : seen.Order(), seen);
        }
    }

    [Fact]
    public async Task Read_GivesWhatBeganEndedOrWasCompletedThen_R216()
    {
        // 1 began at 1, ended at 2, and was completed at 3, when its callback, 2, was; 3 began at 4, and 4 did not.
        var worker = await Worker();
        await Add(Job("done") with { Callbacks = [new NewCallback { Name = "callback" }] });
        Clock.Advance(TimeSpan.FromSeconds(1));
        var root = (await worker.ClaimOne())!;
        Clock.Advance(TimeSpan.FromSeconds(1));
        var settlement = TestWorker.Outcome(root.Key) with { StartedAt = At(1), EndedAt = At(2) };
        var due = (await worker.Settle(settlement)).Callbacks.Single();
        Clock.Advance(TimeSpan.FromSeconds(1));
        await Run(worker, root, due);
        await Add(Job("running"));
        await Add(Job("pending"));
        Clock.Advance(TimeSpan.FromSeconds(1));
        await worker.ClaimOne();

        await Passes([1, 3], new JobFilter { StartedAfter = At(1) });
        await Passes([3], new JobFilter { StartedAfter = At(2) });
        await Passes([1], new JobFilter { StartedBefore = At(4) });
        await Passes([], new JobFilter { StartedAfter = At(2), StartedBefore = At(4) });
        await Passes([1], new JobFilter { EndedAfter = At(2) });
        await Passes([], new JobFilter { EndedAfter = At(3) });
        await Passes([1], new JobFilter { EndedBefore = At(3) });
        await Passes([], new JobFilter { EndedBefore = At(2) });
        await Passes([1], new JobFilter { CompletedAfter = At(3) });
        await Passes([], new JobFilter { CompletedAfter = At(4) });
        await Passes([], new JobFilter { CompletedBefore = At(3) });
        await Passes([1], new JobFilter { CompletedAfter = At(1), CompletedBefore = At(9) });

        static DateTimeOffset At(int seconds) => T0.AddSeconds(seconds);
    }

    /// <summary>Sees that these pass, whatever way they are asked for: 1 is completed, 3 is not.</summary>
    private async Task Passes(long[] expected, JobFilter filter)
    {
        Assert.Equal(expected, await Ids(filter, All));
        Assert.Equal(expected.Reverse(), await Ids(filter, All with { NewestFirst = true }));
        Assert.Equal(expected.Length, await Store.Jobs.CountAsync(filter, Cancel));
        Assert.Equal(
            expected.Except([1]), await Ids(filter with { Statuses = [JobStatus.Pending, JobStatus.Active] }, All));
        Assert.Equal(
            expected.Except([3]), (await Store.Jobs.ReadLastAsync(filter, null, null, 9, Cancel)).Select(job => job.Id));
    }

    [Fact]
    public async Task Get_KeepsTheOrder_AndTellsWhatIsMissing_R221()
    {
        await Store.Jobs.EnqueueAsync([Job("a"), Job("b")], Cancel);

        var jobs = await Store.Jobs.GetAsync([2, 9, 1], Cancel);

        Assert.Equal(["b", null, "a"], jobs.Select(job => job?.Name));
        Assert.Equal([JobStatus.Pending, null], await Store.Jobs.GetStatusAsync([1, 9], Cancel));
    }

    [Fact]
    public async Task RunningJob_TellsWhoHasIt()
    {
        var worker = await Worker();
        await Add();
        Clock.Advance(TimeSpan.FromSeconds(3));
        await worker.ClaimOne();

        var job = await Get(1);

        Assert.Equal(JobStatus.Active, job.Status);
        Assert.Equal(worker.Uuid, job.Dispatcher);
        Assert.Equal("main", job.Agent);
        Assert.Equal(T0.AddSeconds(3), job.StartedAt);
        Assert.Equal((1, 1L), (job.Attempt, job.Run));
        Assert.Null(job.Outcome);
    }

    [Fact]
    public async Task Describe_TellsAboutTheStore()
    {
        var info = await Store.DescribeAsync(Cancel);

        Assert.InRange(info.Bloat, 0, 1);
        Assert.Equal(info.Kind == "SQLite", info.LogSize is not null);

        Assert.Equal(1, info.SchemaVersion);
        Assert.Equal("Full", info.Durability);
        Assert.Equal(T0, info.CreatedAt);
        Assert.True(info.Size > 0);
        Assert.NotEmpty(info.DatabaseVersion);
    }
}
