using AsyncEngine.Calls.Values;
using AsyncEngine.Jobs;
using AsyncEngine.Storage;
using Xunit;

namespace Unit.Storage.Contract;

/// <summary>Parts that join a join which has begun (R100), and joins within joins.</summary>
public abstract class JoinGrowthContract : JoinSteps
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Parts_CanBeAdded_BeforeTheStart_ByAPart_AndByItsCallback_R100(bool isSerial)
    {
        var worker = await Worker();
        var callback = new NewCallback { Name = "cb", OnSuccess = Call() };
        var join = await Add(Join(isSerial, null, LinkedJob.To(Job("first") with { Callbacks = [callback] })));

        var first = (await worker.ClaimOne())!;
        var settled = await worker.Settle(TestWorker.Outcome(first.Key) with
        {
            AddedParts = [new AddedPart(join, LinkedJob.To(Job("second")))],
        });
        await worker.Settle(
            TestWorker.Outcome(new RunKey(settled.Callbacks.Single().Id, first.Key.Run, first.Key.RootId)) with
            {
                AddedParts = [new AddedPart(join, LinkedJob.To(Job("third")))],
            });
        await Run(worker, "second");
        Assert.Equal(JobStatus.Active, await StatusOf(join));
        await Run(worker, "third");

        var record = await Get(join);
        Assert.Equal(JobStatus.Completed, record.Status);
        var parts = await Store.Jobs.GetAsync([.. record.Parts], Cancel);
        Assert.Equal("first second third", string.Join(' ', parts.Select(part => part!.Name)));
    }

    [Fact]
    public async Task Parts_CanBeAdded_FromOutside_UntilTheLastHasEnded_R100()
    {
        var worker = await Worker();
        await Add("saved");
        await worker.Succeed((await worker.ClaimOne())!);
        var join = await AddJoin(isSerial: false, Job("then"), "a");
        Assert.Equal(3, (await Store.Jobs.AddPartsAsync(
            join, [LinkedJob.To(1), LinkedJob.To(Job("b")), LinkedJob.To(Job("c"))], Cancel)).Count);

        Assert.Equal("a b c", await worker.ClaimNames());
        var other = await AddJoin(isSerial: false, then: null);
        await Refused(
            ErrorIds.JobStatusInvalid, () => Store.Jobs.AddPartsAsync(other, [LinkedJob.To(Job("late"))], Cancel));
        await Refused(ErrorIds.JobStatusInvalid, () => Store.Jobs.AddPartsAsync(1, [LinkedJob.To(Job("x"))], Cancel));
        await Refused(ErrorIds.JobNotFound, () => Store.Jobs.AddPartsAsync(99, [LinkedJob.To(Job("x"))], Cancel));
    }

    [Fact]
    public async Task PartThatWaitsForItsJoin_IsRefused_R042()
    {
        var worker = await Worker();
        var join = await AddJoin(isSerial: true, then: null, "a", "b");
        var part = (await worker.ClaimOne())!;
        var next = (await Get(join)).Parts[1];

        foreach (var awaited in new[] { LinkedJob.To(join), LinkedJob.To(next), LinkedJob.To(Join(false, null, LinkedJob.To(join))) })
        {
            var settled = await worker.Settle(TestWorker.Outcome(part.Key) with { Returned = awaited });
            Assert.Equal(ErrorIds.WaitWouldDeadlock, settled.Refusal?.ErrorId);
        }

        var outer = await Add("outer");
        await worker.Settle(TestWorker.Outcome((await worker.ClaimOne())!.Key) with { Returned = LinkedJob.To(join) });
        await Refused(
            ErrorIds.WaitWouldDeadlock, () => Store.Jobs.AddPartsAsync(join, [LinkedJob.To(outer)], Cancel));
        await Refused(ErrorIds.WaitWouldDeadlock, () => Store.Jobs.AddPartsAsync(join, [LinkedJob.To(join)], Cancel));
    }

    [Fact]
    public async Task JoinInJoin_GoesLikeOneJob_R096_R097()
    {
        var worker = await Worker();
        var inner = Join(isSerial: false, null, LinkedJob.To(Job("b1")), LinkedJob.To(Job("b2")));
        var join = await Add(
            Join(isSerial: true, null, LinkedJob.To(Job("a")), LinkedJob.To(inner), LinkedJob.To(Job("c"))));

        await Run(worker, "a");
        var jobs = await worker.Claim(want: 10);
        Assert.Equal("b1 b2", string.Join(' ', jobs.Select(job => job.Name)));
        await worker.Succeed(jobs[0]);
        Assert.Null(await worker.ClaimOne());
        await worker.Succeed(jobs[1]);
        await Run(worker, "c");

        Assert.Equal(JobStatus.Completed, await StatusOf(join));
    }

    [Fact]
    public async Task ReturnedJoin_GivesItsOutcome_R090_R097()
    {
        var worker = await Worker();
        var outer = await Add("outer");
        await worker.Settle(TestWorker.Outcome((await worker.ClaimOne())!.Key) with
        {
            Returned = LinkedJob.To(Join(false, Job("then"), LinkedJob.To(Job("a")), LinkedJob.To(Job("b")))),
        });
        await Run(worker, "a");
        await Run(worker, "b");
        await worker.Succeed((await worker.ClaimOne())!, Bytes(42));

        Assert.Equal([42], (await Get(outer)).Result.Bytes.ToArray());
    }

    [Fact]
    public async Task ReturnedEmptyJoin_EndsAtOnce_R101()
    {
        var worker = await Worker();
        var outer = await Add("outer");
        await worker.Settle(TestWorker.Outcome((await worker.ClaimOne())!.Key) with
        {
            Returned = LinkedJob.To(Join(isSerial: false, null)),
        });

        Assert.Equal(JobOutcome.Succeeded, (await Get(outer)).Outcome);
    }
}
