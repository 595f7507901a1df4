using Xunit;

namespace Unit.Catastrophes;

/// <summary>A process that is killed while it adds batches: what it was told of is there, and nothing by halves.</summary>
[Collection(CatastropheCollection.Name)]
public sealed class AdderKillTests
{
    private const int Kills = 8;
    private const int Batch = 60;

    [Fact(Timeout = Scene.TimeLimit)]
    public async Task Kill_LeavesEachBatchWholeOrAbsent_WhenItComesInTheMiddleOfAdding()
    {
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper!.WriteLine($"Seed {seed}.");
        var random = new Random(seed);
        await using var scene = new Scene(TestContext.Current.CancellationToken);
        var acknowledged = new List<string[]>();
        for (var i = 0; i < Kills; i++)
        {
            var adder = scene.Start("batches", $"batch={Batch}", "tasks=4");
            await adder.HearAsync("batch", random.Next(1, 40));
            await adder.KillAsync();
            acknowledged.AddRange(adder.Heard("batch").Select(line => line.Split(' ')).Where(line => line.Length == 4));
        }

        StoreAudit.AssertSound(scene.StorePath);
        var batches = StoreAudit.ReadJobs(scene.StorePath).GroupBy(job => job.Name!)
            .ToDictionary(batch => batch.Key, batch => batch.Select(job => job.Id).Order().ToList());
        Assert.All(batches, batch => Assert.Equal(Batch, batch.Value.Count));
        foreach (var line in acknowledged)
        {
            var ids = Assert.Contains(line[1], (IReadOnlyDictionary<string, List<long>>)batches);
            Assert.Equal($"{ids[0]} {ids[^1]}", $"{line[2]} {line[3]}");
        }
    }
}
