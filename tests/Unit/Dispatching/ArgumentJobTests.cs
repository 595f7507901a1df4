using AsyncEngine;
using AsyncEngine.Jobs;
using AsyncEngine.Storage;
using Unit.Storage.Transfer;
using Xunit;

namespace Unit.Dispatching;

/// <summary>Jobs that are arguments of jobs, and are gone when those run: on both kinds of store.</summary>
public sealed class ArgumentJobTests : IAsyncDisposable
{
    private readonly CopyPlaces _places = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _places.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Job_FailsAndSaysWhy_WhenAJobThatItGetsWasRemoved_R026(bool onServer)
    {
        var store = _places.OpenKind(onServer);
        var gone = store.Queue().Add(() => Chores.Twice(21));
        var kept = store.Queue().Add(() => Chores.Twice(1));
        await CopyPlaces.DrainAsync(store);
        var table = new Dictionary<string, object?> { ["job"] = gone };
        var others = new[] { kept };
        var direct = store.Queue().Add(() => Compositions.TakeAnything(gone));
        var nested = store.Queue().Add(() => Compositions.Describe(kept, others, table));
        var unharmed = store.Queue().Add(() => Compositions.TakeAnything(kept));

        Assert.Equal(RemoveResult.Removed, (await store.Storage.Jobs.RemoveAsync([gone.Id], Token)).Single());
        await CopyPlaces.DrainAsync(store);

        foreach (var job in (Job[])[direct, nested])
        {
            await job.RefreshAsync(Token);
            Assert.Equal((JobOutcome.Failed, ErrorIds.JobNotFound), (job.Outcome, job.Error?.ErrorId));
            Assert.Contains($"Job {gone.Id} is an argument of this job", job.Error!.Message, StringComparison.Ordinal);
        }

        await unharmed.RefreshAsync(Token);
        Assert.Equal(JobOutcome.Succeeded, unharmed.Outcome);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Result_NamesAJobThatWasRemoved_AndIsReadAllTheSame_R026(bool onServer)
    {
        var store = _places.OpenKind(onServer);
        var join = store.Queue().Add(JobSpec.Parallel([JobSpec.Of(() => Chores.Twice(1)), JobSpec.Of(() => Chores.Twice(2))]));
        await CopyPlaces.DrainAsync(store);
        await join.RefreshAsync(Token);
        await store.Storage.Jobs.RemoveAsync([join.Parts[0]], Token);

        var parts = join.Result<Job[]>()!;

        Assert.Equal(join.Parts, parts.Select(part => part.Id));
        Assert.Equal(4, parts[1].Result<int>());
        Assert.Equal(
            ErrorIds.JobNotFound,
            (await Assert.ThrowsAsync<AsyncEngineException>(() => parts[0].RefreshAsync(Token))).ErrorId);
    }
}
