using AsyncEngine.Storage;
using AsyncPS.Commands;
using CsCheck;
using Xunit;
using Engine = AsyncEngine.Jobs;
using Job = AsyncPS.Job;

namespace Unit.Cmdlets;

public sealed class JobStreamTests
{
    [Fact]
    public void Oldest_GivesEveryJobOnce_HoweverManyPagesThereAre() =>
        Gen.Select(Gen.Int[0, 2_500], Gen.Int[0, 30]).Sample((count, skip) =>
            new JobStream(Pages(count)).Oldest(skip).Select(job => job.Id)
                .SequenceEqual(Ids(count).Skip(skip)));

    [Fact]
    public void Newest_GivesTheLastJobs_OldestOfThemFirst() =>
        Gen.Select(Gen.Int[0, 2_500], Gen.Int[0, 1_500], Gen.Int[0, 30]).Sample((count, last, skip) =>
            new JobStream(Pages(count)).Newest(last, skip).Select(job => job.Id)
                .SequenceEqual(Ids(count).SkipLast(skip).TakeLast(last)));

    [Fact]
    public void Oldest_ReadsNoMorePages_ThanAreLookedAt()
    {
        var reads = 0;
        var pages = Pages(10_000);
        var stream = new JobStream(page =>
        {
            reads++;
            return pages(page);
        });
        Assert.Equal(5, stream.Oldest(0).Take(5).Count());
        Assert.Equal(1, reads);
    }

    private static IEnumerable<long> Ids(int count) => Enumerable.Range(1, count).Select(id => (long)id);

    private static Func<JobPage, IReadOnlyList<Job>> Pages(int count) => page =>
    {
        var ids = page.NewestFirst
            ? Ids(count).Reverse().Where(id => page.AfterId is null || id < page.AfterId)
            : Ids(count).Where(id => page.AfterId is null || id > page.AfterId);
        return [.. ids.Take(page.Size).Select(NewJob)];
    };

    private static Job NewJob(long id) => new(
        new JobRecord
        {
            Id = id,
            Queue = "default",
            Status = Engine.JobStatus.Pending,
            Call = new Engine.CallText(Engine.CallKind.Script, "1"),
            CreatedAt = DateTimeOffset.UnixEpoch,
        },
        DateTimeOffset.UnixEpoch,
        waitingFor: null);
}
