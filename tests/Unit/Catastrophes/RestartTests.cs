using AsyncEngine;
using AsyncEngine.Jobs;
using Crew;
using Xunit;

namespace Unit.Catastrophes;

/// <summary>What the next dispatcher finds after a hard crash (R237 to R239, R245).</summary>
[Collection(CatastropheCollection.Name)]
public sealed class RestartTests
{
    // The jobs by what they were when their dispatcher died.
    private const int Done = 0;
    private const int Active = 1;
    private const int Never = 2;
    private const int AssignedFirst = 3;
    private const int AssignedNext = 4;
    private const int Pending = 5;
    private const int PendingNext = 6;

    private readonly Dictionary<int, Job> _jobs = [];

    [Fact(Timeout = Scene.TimeLimit)]
    public async Task Start_TakesOverInOrder_WhenPredecessorOfSameIdentityDied_R237_R147()
    {
        await using var scene = new Scene(TestContext.Current.CancellationToken);
        var uuid = Scene.Uuid(Guid.NewGuid());
        var predecessor = await GrabAsync(scene, uuid);
        await AddAsync(scene, Pending);
        await AddAsync(scene, PendingNext);

        var next = scene.Start("dispatch", [uuid, "size=1", "ahead=0", "patient=yes", .. Scene.Unhurried]);
        Assert.StartsWith($"refused {ErrorIds.DispatcherRunning} ", await next.HearAsync("refused"));
        await predecessor.KillAsync();
        await next.HearAsync("ready");
        await next.OrderAsync("drain", "drained");
        await Scene.StopAsync(next);

        await AssertOutcomesAsync(scene);
        Assert.Equal(
            [Done, Active, Pending, PendingNext, AssignedFirst, AssignedNext], scene.ReadJournal().Order);
    }

    [Fact(Timeout = Scene.TimeLimit)]
    public async Task Start_TakesOverInOrder_WhenSiblingOfOtherIdentityDied_R238()
    {
        await using var scene = new Scene(TestContext.Current.CancellationToken);
        var sibling = await GrabAsync(scene, Scene.Uuid(Guid.NewGuid()));

        // It holds one job until the dead one's are back.
        var next = await scene.StartReadyAsync("dispatch", ["size=1", "ahead=0", .. Scene.Unhurried]);
        _jobs[Pending] = await scene.Queue.AddAsync(() => Work.Hold(Pending, default), cancellationToken: scene.Token);
        await next.HearAsync($"holding {Pending}");
        await AddAsync(scene, PendingNext);
        await sibling.KillAsync();
        await scene.UntilAsync(
            () => Task.FromResult(scene.ReadInHand().Count == 1), "the dead dispatcher's jobs were back");
        next.Order("release");
        await next.OrderAsync("drain", "drained");
        await Scene.StopAsync(next);

        await AssertOutcomesAsync(scene);
        Assert.Equal(
            [Done, Pending, Active, PendingNext, AssignedFirst, AssignedNext], scene.ReadJournal().Order);
    }

    /// <summary>One job is done; a dispatcher has four of the others, of which two were begun.</summary>
    private async Task<CrewProcess> GrabAsync(Scene scene, string uuid)
    {
        await AddAsync(scene, Done);
        var first = await scene.StartReadyAsync("dispatch", uuid);
        await first.OrderAsync("drain", "drained");
        await Scene.StopAsync(first);

        await AddAsync(scene, Active);
        await AddAsync(scene, Never, new JobOptions { RetryPolicy = RetryPolicyKind.Never });
        await AddAsync(scene, AssignedFirst);
        await AddAsync(scene, AssignedNext);
        var grabber = await scene.StartReadyAsync("grab", [uuid, "active=2", "assigned=2", .. Scene.Unhurried]);
        Assert.Equal(2, grabber.Heard("active").Count);
        Assert.Equal(2, grabber.Heard("assigned").Count);
        return grabber;
    }

    private async Task AddAsync(Scene scene, int number, JobOptions? options = null) =>
        _jobs[number] = await scene.Queue.AddAsync(() => Work.Note(number), options, scene.Token);

    private async Task AssertOutcomesAsync(Scene scene)
    {
        scene.AssertSucceeded(_jobs.Count - 1);
        foreach (var job in _jobs.Values)
        {
            await job.RefreshAsync(scene.Token);
        }

        Assert.Equal(JobOutcome.Failed, _jobs[Never].Outcome);
        Assert.Equal(ErrorIds.JobAborted, _jobs[Never].Error?.ErrorId);
        Assert.Equal(2, _jobs[Active].Attempt);
        Assert.Equal(1, _jobs[AssignedFirst].Attempt);
        Assert.Equal(1, _jobs[Done].Attempt);
    }
}
