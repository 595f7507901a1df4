using AsyncEngine.Jobs;
using AsyncEngine.Storage;
using Xunit;

namespace Unit.Storage.Contract;

/// <summary>Finished jobs that run again, as new jobs (R007: a completed one is never put again).</summary>
public abstract class RestartContract : StoreContract
{
    [Fact]
    public async Task Restart_MakesANewJobOfTheSameMake()
    {
        await AddQuota("db");
        var big = new Payload(new byte[5_000]);
        await Add(Job("a", "db") with
        {
            Arguments = big,
            RunnerSettings = Bytes(1),
            Priority = 4,
            Timeout = TimeSpan.FromMinutes(1),
            MaxAttempts = 3,
            RetryDelay = TimeSpan.FromSeconds(5),
            RetryPolicy = RetryPolicyKind.Forever,
            BeginBy = TimeSpan.FromHours(1),
            State = "x",
            Tags = ["red"],
        });
        var worker = await Worker();
        await worker.Fail((await worker.ClaimOne())!);

        var id = await Restart(1);

        var (old, job) = (await Get(1), await Get(id));
        Assert.Equal((JobStatus.Completed, JobOutcome.Failed, null), (old.Status, old.Outcome, old.RestartOf));
        Assert.Equal((JobStatus.Pending, null, 1L), (job.Status, job.Outcome, job.RestartOf));
        Assert.Equal((0, 0L), (job.Attempt, job.Run));
        Assert.Equal(big.Bytes.ToArray(), job.Arguments.Bytes.ToArray());
        Assert.Equal(
            ("a", 4, old.Timeout, 3, old.RetryDelay, RetryPolicyKind.Forever, old.BeginBy, "x"),
            (job.Name, job.Priority, job.Timeout, job.MaxAttempts, job.RetryDelay, job.RetryPolicy, job.BeginBy, job.State));
        Assert.Equal(("db", "red", old.Call), (job.Quotas.Single(), job.Tags.Single(), job.Call));
        Assert.Equal("a", await worker.ClaimNames());
        Assert.Equal(RemoveResult.Removed, (await Store.Jobs.RemoveAsync([1], Cancel)).Single());
        Assert.Equal(5_000, (await Get(id)).Arguments.Length);
    }

    [Fact]
    public async Task Restart_BeginsWhenItIsTold()
    {
        await Finish(Job("a") with { Delay = TimeSpan.FromMinutes(1) });

        var later = await Restart(1, new Restart(Delay: TimeSpan.FromHours(1)));
        await Restart(1);

        Assert.Equal(Clock.GetUtcNow().AddHours(1), (await Get(later)).BeginAfter);
        Assert.Equal((2, 1), ((await Queue()).Pending, (await Queue()).Held));
    }

    [Fact]
    public async Task Restart_TakesTheCallbacksAlong_UnlessTold()
    {
        var inner = new NewCallback { Name = "inner", OnSuccess = Call("Inner()") };
        var both = new NewCallback
        {
            Name = "both", OnSuccess = Call("Good()"), OnFailure = Call("Bad()"), Arguments = Bytes(7), Callbacks = [inner],
        };
        await Add(Job("a") with { Callbacks = [both] });
        var worker = await Worker();
        var due = (await worker.Succeed((await worker.ClaimOne())!)).Callbacks.Single();
        var next = (await worker.Settle(TestWorker.Outcome(new RunKey(due.Id, 1, 1)))).Callbacks.Single();
        await worker.Settle(TestWorker.Outcome(new RunKey(next.Id, 1, 1)));
        await Store.Jobs.AddCallbacksAsync(1, [new NewCallback { Name = "late", OnSuccess = Call() }], Cancel);

        var with = await Restart(1);
        var without = await Restart(1, new Restart(WithCallbacks: false));

        Assert.Empty((await Get(without)).Callbacks);
        var copy = await Get(Assert.Single((await Get(with)).Callbacks));
        Assert.Equal(("both", with), (copy.Name, copy.ParentId));
        Assert.Equal("inner", (await Get(Assert.Single(copy.Callbacks))).Name);
        await worker.ClaimNames();
        var again = (await worker.Settle(TestWorker.Outcome(new RunKey(with, 1), JobOutcome.Failed))).Callbacks.Single();
        Assert.Equal("Bad()", again.Call!.Text);
        Assert.Equal([7], again.Arguments.Bytes.ToArray());
    }

    [Fact]
    public async Task RestartOfACallback_GetsItsParentsOutcomeOnceMore_R074()
    {
        await Add(Job("a") with { Callbacks = [new NewCallback { OnSuccess = Call("Good()") }] });
        var worker = await Worker();
        var due = (await worker.Succeed((await worker.ClaimOne())!, Bytes(9))).Callbacks.Single();
        await worker.Settle(TestWorker.Outcome(new RunKey(due.Id, 1, 1), JobOutcome.Failed));

        var id = await Restart(due.Id);

        var claimed = (await worker.ClaimOne())!;
        Assert.Equal(id, claimed.Key.JobId);
        Assert.Equal([9], claimed.CallbacksOnly!.Single().ParentResult.Bytes.ToArray());
    }

    [Theory]
    [InlineData("pending")]
    [InlineData("running")]
    [InlineData("callbacks")]
    public async Task JobThatHasNotEnded_IsRefused(string where)
    {
        await Add(Job("a") with { Callbacks = [new NewCallback { OnSuccess = Call() }] });
        if (where != "pending")
        {
            var worker = await Worker();
            var job = (await worker.ClaimOne())!;
            if (where == "callbacks")
            {
                await worker.Succeed(job);
            }
        }

        var results = await Store.Jobs.RestartAsync([1, 2, 99], new Restart(), Cancel);

        Assert.Equal(
            [ErrorIds.JobStatusInvalid, ErrorIds.JobStatusInvalid, ErrorIds.JobNotFound],
            results.Select(result => result.Refusal?.ErrorId));
    }

    [Fact]
    public async Task Join_IsRefused_AndTheErrorSaysWhatToDo()
    {
        var id = await Add(new NewJob { Call = NewJoin.CallOf(isSerial: true), Join = new NewJoin { IsSerial = true, Parts = [] } });

        var refusal = (await Store.Jobs.RestartAsync([id], new Restart(), Cancel)).Single().Refusal!;

        Assert.Equal(ErrorIds.JobStatusInvalid, refusal.ErrorId);
        Assert.Contains("join the new jobs (Join-AsyncJob)", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task JobWithItsOwnPolicy_KeepsIt_R105()
    {
        await Finish(Job("a") with { RetryPolicy = RetryPolicyKind.Own, RetryCall = Call("mine") });

        await Restart(1);

        Assert.Equal("mine", (await (await Worker(2)).ClaimOne())!.RetryCall!.Text);
    }

    [Fact]
    public async Task QuotaThatIsGone_IsIgnored_R131()
    {
        await AddQuota("db");
        await Finish(Job("a", "db"));
        await Store.Quotas.RemoveAsync("default", "db", Cancel);

        await Restart(1);

        Assert.Equal("a", await (await Worker(2)).ClaimNames());
    }

    private async Task Finish(NewJob job)
    {
        await Add(job);
        Clock.Advance(TimeSpan.FromMinutes(2));
        var worker = await Worker();
        await worker.Succeed((await worker.ClaimOne())!);
    }

    private async Task<long> Restart(long id, Restart? how = null)
    {
        var result = (await Store.Jobs.RestartAsync([id], how ?? new Restart(), Cancel)).Single();
        Assert.Null(result.Refusal);
        return result.Id;
    }
}
