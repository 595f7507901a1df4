using System.Globalization;
using AsyncEngine.Jobs;
using Unit.Storage.Postgres;
using Xunit;

namespace Unit.Catastrophes;

/// <summary>
/// Three dispatchers and two adders on one server, as if each were a machine, and kills of all three (R063, R126, R135,
/// R235, R239). <c>ASYNCPS_MANY_JOBS</c> says how many jobs.
/// </summary>
[Collection(CatastropheCollection.Name)]
public sealed class ManyMachinesTests
{
    private const int Dispatchers = 3;
    private const int KillsOfEach = 3;
    private const int Adders = 2;
    private const int DiskSize = 3;
    private const int NetSize = 2;

    // Long enough to read what a dead dispatcher had before others take it.
    private static readonly string[] Intervals = ["size=4", "ping=500", "death=15000"];

    private static readonly int Count =
        int.TryParse(Environment.GetEnvironmentVariable("ASYNCPS_MANY_JOBS"), CultureInfo.InvariantCulture, out var asked)
            ? asked
            : 6_000;

    // By the name of a dispatcher that was killed: the jobs that it had then, as the store has it.
    private readonly Dictionary<string, HashSet<long>> _inHand = [];

    [Fact(Timeout = Scene.TimeLimit)]
    public async Task Kill_LosesNothingAndKeepsQuotas_WhenThreeDispatchersShareAServer_R063_R126_R135_R235_R239()
    {
        await using var place = new PostgresFixture();
        await using var scene = new Scene(TestContext.Current.CancellationToken, server: place.Location);
        await scene.Queue.CreateQuotaAsync("disk", DiskSize, scene.Token);
        await scene.Queue.CreateQuotaAsync("net", NetSize, scene.Token);
        using var ended = new CancellationTokenSource();
        var sampler = Task.Run(() => ServerAudit.SampleQuotas(place, ended.Token), scene.Token);

        var last = await KillInTurnAsync(scene, place);
        await DrainAsync(scene, place, last);
        await ended.CancelAsync();
        var samples = await sampler;
        await Task.WhenAll(last.Select(Scene.StopAsync));

        place.CheckInvariants();
        await AssertAllRanAsync(scene);
        var journal = scene.ReadJournal();
        Assert.InRange(journal.MostAtOnce(number => number % 3 == 0, scene.DiedAt), 1, DiskSize);
        Assert.InRange(journal.MostAtOnce(number => number % 5 == 0, scene.DiedAt), 1, NetSize);
        Assert.NotEmpty(_inHand.Values.SelectMany(jobs => jobs));
        Assert.All(await scene.Queue.GetQuotasAsync(scene.Token), quota => Assert.Equal(0, quota.Used));
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{Count} jobs, {journal.Runs.Count} runs, {_inHand.Count} kills with "
                + $"{_inHand.Values.Sum(jobs => jobs.Count)} jobs in hand, {samples} samples.");
    }

    private async Task<IReadOnlyList<CrewProcess>> KillInTurnAsync(Scene scene, PostgresFixture place)
    {
        const int Kills = Dispatchers * KillsOfEach;
        var share = Math.DivRem(Count, Kills * Adders, out var rest) + (rest > 0 ? 1 : 0);
        var dispatchers = await Task.WhenAll(
            Enumerable.Range(0, Dispatchers).Select(_ => scene.StartReadyAsync("dispatch", Intervals)));
        var adders = await Task.WhenAll(Enumerable.Range(0, Adders).Select(adder => scene.StartReadyAsync(
            "fill", $"first={adder * (Count / Adders)}", $"count={Count / Adders}", $"share={share}")));
        for (var kill = 0; kill < Kills; kill++)
        {
            var before = ServerAudit.CountOutcomes(place);
            foreach (var adder in adders)
            {
                adder.Order("go");
            }

            // Not all: what waits for slots that a dead dispatcher has is late.
            var some = before + Random.Shared.Next(1, (share * Adders * 2 / 5) + 1);
            await scene.UntilAsync(() => Task.FromResult(ServerAudit.CountOutcomes(place) >= some), $"{some} jobs ended");
            var victim = dispatchers[kill % Dispatchers];
            await victim.KillAsync();
            await scene.UntilAsync(() => Task.FromResult(ServerAudit.HasLeft(place, victim.Name)), "the server noticed");
            _inHand[victim.Name] = ServerAudit.ReadInHand(place, victim.Id);
            dispatchers[kill % Dispatchers] = await scene.StartReadyAsync("dispatch", Intervals);
        }

        foreach (var adder in adders)
        {
            Assert.Equal(0, await adder.ExitAsync());
        }

        return dispatchers;
    }

    /// <summary>Many jobs that share few slots take their time: as long as some end, nobody is hung.</summary>
    private static async Task DrainAsync(Scene scene, PostgresFixture place, IReadOnlyList<CrewProcess> dispatchers)
    {
        foreach (var dispatcher in dispatchers)
        {
            dispatcher.Order("drain");
        }

        for (var more = 0L; more < Count / Adders * Adders;)
        {
            more = Math.Min(Count / Adders * Adders, ServerAudit.CountOutcomes(place) + 100);
            await scene.UntilAsync(() => Task.FromResult(ServerAudit.CountOutcomes(place) >= more), $"{more} jobs ended");
        }

        await Task.WhenAll(dispatchers.Select(dispatcher => dispatcher.HearAsync("drained")));
    }

    private async Task AssertAllRanAsync(Scene scene)
    {
        var runs = scene.ReadJournal().Runs.ToLookup(run => run.Number);
        Assert.Equal(Count / Adders * Adders, runs.Count);
        var numbers = new HashSet<int>();
        await foreach (var job in scene.Store.GetJobsAsync(cancellationToken: scene.Token))
        {
            Assert.Equal(JobOutcome.Succeeded, job.Outcome);
            var number = int.Parse(job.Name!, CultureInfo.InvariantCulture);
            Assert.True(numbers.Add(number), $"Number {number} was added twice.");
            var all = runs[number].ToList();
            Assert.True(all[^1].IsWhole, $"{job} succeeded, but its last run did not end: {all[^1]}.");
            Assert.Equal(all[^1].Member, job.Result<string>());
            Assert.All(all.SkipLast(1), repeated => Assert.True(
                _inHand.TryGetValue(repeated.Member, out var inHand) && inHand.Contains(job.Id),
                $"{job} ran again, although {repeated.Member} did not have it in hand when it died."));
        }

        Assert.Equal(runs.Count, numbers.Count);
    }
}
