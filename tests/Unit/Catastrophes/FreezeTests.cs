using AsyncEngine;
using AsyncEngine.Jobs;
using Crew;
using Xunit;

namespace Unit.Catastrophes;

/// <summary>A dispatcher that is silent for too long, and then goes on as if nothing had been (R242, R243).</summary>
[Collection(CatastropheCollection.Name)]
public sealed class FreezeTests
{
    private const int Stubborn = 2;
    private const int Count = 200;

    [Fact(Timeout = Scene.TimeLimit)]
    public async Task Freeze_LeavesOneOutcomeEach_WhenSiblingTakesOverAndOldRunEndsLate_R242_R243()
    {
        await using var scene = new Scene(TestContext.Current.CancellationToken);
        var frozen = await scene.StartReadyAsync("dispatch", ["size=2", .. Scene.Unhurried]);
        var stubborn = await AddAsync(scene, 0, Stubborn, number => Work.Insist(number));
        await frozen.HearAsync("holding", Stubborn);
        var others = await AddAsync(scene, Stubborn, Count, number => Work.Note(number));
        var sibling = await scene.StartReadyAsync("dispatch", ["size=2", .. Scene.Unhurried]);

        frozen.Freeze();
        await sibling.HearAsync("holding", Stubborn);
        sibling.Order("release");
        foreach (var job in stubborn.Concat(others))
        {
            await job.WaitAsync(Scene.Patience, scene.Token);
        }

        await Scene.StopAsync(sibling);
        frozen.Order("release");
        frozen.Thaw();
        await frozen.HearAsync("reactivated");

        // It goes on.
        var next = await scene.Queue.AddAsync(
            () => Work.Note(Stubborn + Count), cancellationToken: scene.Token);
        await next.WaitAsync(Scene.Patience, scene.Token);
        Assert.Equal(frozen.Name, next.Result<string>());
        await Scene.StopAsync(frozen);

        // Its late outcomes were refused.
        await frozen.HearAsync($"stopped {Stubborn}");
        foreach (var job in stubborn)
        {
            await job.RefreshAsync(scene.Token);
            Assert.Equal(sibling.Name, job.Result<string>());
            Assert.Equal(2, job.Attempt);
        }

        AssertOnce(scene.ReadJournal(), Enumerable.Range(Stubborn, Count + 1));
    }

    [Fact(Timeout = Scene.TimeLimit)]
    public async Task Ping_KeepsDispatcherAlive_WhenItPollsRarely_R157()
    {
        await using var scene = new Scene(TestContext.Current.CancellationToken);
        var uuid = Guid.NewGuid();
        var lazy = await scene.StartReadyAsync("dispatch", [Scene.Uuid(uuid), "poll=60000", "size=1", .. Scene.Unhurried]);
        await AddAsync(scene, 0, 1, number => Work.Insist(number));
        await lazy.HearAsync("holding");
        var sibling = await scene.StartReadyAsync("dispatch", Scene.Unhurried);

        await scene.UntilPingedAsync(uuid, TimeSpan.FromSeconds(12));
        lazy.Order("release");
        await sibling.OrderAsync("drain", "drained");

        Assert.Empty(sibling.Heard("holding"));
        AssertOnce(scene.ReadJournal(), [0]);
    }

    private static async Task<IReadOnlyList<Job>> AddAsync(
        Scene scene, int first, int count, System.Linq.Expressions.Expression<Action<int>> call) =>
        await scene.Queue.AddRangeAsync(
            Enumerable.Range(first, count), call, cancellationToken: scene.Token);

    private static void AssertOnce(Journal journal, IEnumerable<int> numbers)
    {
        foreach (var number in numbers)
        {
            Assert.True(Assert.Single(journal.Of(number)).IsWhole);
        }
    }
}
