using AsyncEngine;
using AsyncEngine.Jobs;
using AsyncEngine.Storage;
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

    [Fact(Timeout = Scene.TimeLimit)]
    public async Task Ping_KeepsBoth_WhenOneWasFrozenForLessThanItsDeathInterval_R158_R250()
    {
        await using var scene = new Scene(TestContext.Current.CancellationToken);
        var (crew, jobs) = await StartPairAsync(scene, "ping=500", "death=20000");
        var (frozen, uuid) = crew[0];

        frozen.Freeze();
        await scene.UntilAsync(
            async () => (await InfoAsync(scene, uuid)).LastPingAt < DateTimeOffset.UtcNow.AddSeconds(-3),
            $"{frozen.Name} had been silent for some pings");
        frozen.Thaw();

        await AssertBothGoOnAsync(scene, crew, jobs);
    }

    // The whole machine sleeps: everybody is late, and nobody is to blame.
    [Fact(Timeout = Scene.TimeLimit)]
    public async Task Ping_KeepsBoth_WhenBothWereFrozenForLongerThanTheirDeathInterval_R250()
    {
        await using var scene = new Scene(TestContext.Current.CancellationToken);

        // Who wakes last has a ping interval to say that it lives.
        var (crew, jobs) = await StartPairAsync(scene, "ping=5000", "death=12000");

        crew.ForEach(member => member.Process.Freeze());
        await scene.UntilAsync(
            async () => (await scene.Store.GetDispatchersAsync(scene.Token)).All(info => !info.Alive),
            "both looked dead");
        crew.ForEach(member => member.Process.Thaw());

        await AssertBothGoOnAsync(scene, crew, jobs);
    }

    /// <summary>Two dispatchers, each with a job that goes on until it is released.</summary>
    private static async Task<(List<(CrewProcess Process, Guid Uuid)> Crew, IReadOnlyList<Job> Jobs)> StartPairAsync(
        Scene scene, params string[] intervals)
    {
        var crew = new List<(CrewProcess Process, Guid Uuid)>();
        for (var number = 0; number < 2; number++)
        {
            var uuid = Guid.NewGuid();
            crew.Add((await scene.StartReadyAsync("dispatch", [Scene.Uuid(uuid), "size=1", .. intervals]), uuid));
        }

        var jobs = await AddAsync(scene, 0, crew.Count, number => Work.Insist(number));
        foreach (var (process, _) in crew)
        {
            await process.HearAsync("holding");
        }

        return (crew, jobs);
    }

    /// <summary>Sees that nobody was taken for dead, then or soon after, and that each ends the job that it had.</summary>
    private static async Task AssertBothGoOnAsync(
        Scene scene, List<(CrewProcess Process, Guid Uuid)> crew, IReadOnlyList<Job> jobs)
    {
        // Longer than the longest ping interval: each has looked at the other since.
        await Task.WhenAll(crew.Select(member => scene.UntilPingedAsync(member.Uuid, TimeSpan.FromSeconds(6))));

        foreach (var (process, uuid) in crew)
        {
            Assert.NotNull((await InfoAsync(scene, uuid)).ActivatedAt);
            process.Order("release");
        }

        foreach (var job in jobs)
        {
            await job.WaitAsync(Scene.Patience, scene.Token);
            Assert.Equal(1, job.Attempt);
        }

        foreach (var (process, _) in crew)
        {
            await Scene.StopAsync(process);
            Assert.Empty(process.Heard("reactivated"));
            Assert.Empty(process.Heard("log Rescued"));
            Assert.Single(process.Heard("holding"));
            await process.HearAsync("stopped 0");
        }

        Assert.Equal(crew.Select(member => member.Process.Name).Order(), jobs.Select(job => job.Result<string>()).Order());
        AssertOnce(scene.ReadJournal(), Enumerable.Range(0, jobs.Count));
    }

    private static async Task<DispatcherInfo> InfoAsync(Scene scene, Guid uuid) =>
        (await scene.Store.GetDispatchersAsync(scene.Token)).Single(info => info.Uuid == uuid);

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
