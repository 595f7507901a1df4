using System.Globalization;
using AsyncEngine;
using AsyncEngine.Dispatching;
using AsyncEngine.Jobs;
using AsyncEngine.Storage;
using Unit.Dispatching;
using Xunit;

namespace Unit.Storage.Contract;

/// <summary>Dispatchers that claim jobs with quotas ahead of their workers, several on one store.</summary>
public abstract class QuotaCrewContract : StoreContract
{
    private const int Names = 40;
    private const int Count = 2_000;

    // On a busy machine a job may seem to take long: much is brought ahead all the same.
    private static readonly DispatcherOptions Eager = new()
    {
        Agents = [new AgentOptions { Size = 2 }],
        ClaimAhead = TimeSpan.FromSeconds(10),
    };

    private protected override StoreOptions Options => new();

    [Fact]
    public async Task Quotas_AreNeverExceeded_ByDispatchersThatClaimAhead_R126_R135()
    {
        using var gate = new Gate();
        await CreateQuotasAsync();
        await using var door = OpenDoor();
        await using var otherDoor = OpenDoor();
        await door.Queue().AddRangeAsync(Specs(gate, Count), Cancel);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var watch = WatchAsync(end.Token);
        await using var first = new Dispatcher(door, Eager);
        await using var second = new Dispatcher(otherDoor, Eager);
        await using var third = new Dispatcher(otherDoor, Eager);
        Dispatcher[] crew = [first, second, third];
        await Task.WhenAll(crew.Select(each => each.StartAsync(Cancel)));

        await Task.WhenAll(crew.Select(each => each.DrainAsync(Cancel))).WaitAsync(TimeSpan.FromSeconds(300), Cancel);
        await end.CancelAsync();

        Assert.Equal(0, await watch);
        Assert.Equal(Count, gate.Notes.Count);
        Assert.DoesNotContain(gate.Notes, note => note.StartsWith("too many", StringComparison.Ordinal));
        Assert.Equal(Count, crew.Sum(each => each.GetStatistics().Succeeded));
        Assert.All(await Store.Quotas.ListAsync(null, Cancel), quota => Assert.Equal(0, quota.Used));
    }

    [Fact]
    public async Task Stop_GivesBackWhatHasNotBegun_AndCountsNoAttempt()
    {
        using var gate = new Gate();
        await CreateQuotasAsync();
        await using var door = OpenDoor();
        await door.Queue().AddRangeAsync(Specs(gate, 200), Cancel);
        await using var dispatcher = new Dispatcher(door, Eager);
        await dispatcher.StartAsync(Cancel);
        await dispatcher.DrainAsync(Cancel).WaitAsync(TimeSpan.FromSeconds(180), Cancel);
        var held = JobSpec.Of(() => Chores.Pass(gate.Id, default));
        var ids = (await door.Queue().AddRangeAsync([held, held, .. Specs(gate, 100)], Cancel)).Select(job => job.Id).ToArray();
        await gate.EnteredAsync();
        await gate.EnteredAsync();

        var stopping = dispatcher.StopAsync(TimeSpan.FromSeconds(120), Cancel);
        while ((await Store.Quotas.ListAsync(null, Cancel)).Any(quota => quota.Used > 0))
        {
            await Task.Delay(5, Cancel);
        }

        gate.Open();
        await stopping;

        foreach (var record in (await Store.Jobs.GetAsync(ids[2..], Cancel)).OfType<JobRecord>())
        {
            Assert.Equal((JobStatus.Pending, 0), (record.Status, record.Attempt));
        }

        await using var next = new Dispatcher(door, Eager);
        await next.StartAsync(Cancel);
        await next.DrainAsync(Cancel).WaitAsync(TimeSpan.FromSeconds(180), Cancel);
        Assert.All(await Store.Jobs.GetAsync(ids, Cancel), record => Assert.Equal(1, record!.Attempt));
    }

    private static int SizeOf(int number) => 1 + (number % 4);

    private static string NameOf(int number) => "q" + number.ToString(CultureInfo.InvariantCulture);

    private AsyncStore OpenDoor() => new(Fixture.Open(Options), Options);

    private async Task CreateQuotasAsync()
    {
        for (var number = 0; number < Names; number++)
        {
            await AddQuota(NameOf(number), SizeOf(number));
        }
    }

    private static IEnumerable<JobSpec> Specs(Gate gate, int count)
    {
        var id = gate.Id;
        return Enumerable.Range(0, count).Select(item =>
        {
            var (quota, size) = (NameOf(item % Names), SizeOf(item % Names));
            return JobSpec.Of(() => Chores.InQuota(id, quota, size), new JobOptions { Quotas = [quota] });
        });
    }

    /// <summary>Looks at all quotas again and again; how often one had more jobs in progress than its size.</summary>
    private async Task<int> WatchAsync(CancellationToken end)
    {
        var over = 0;
        while (!end.IsCancellationRequested)
        {
            var quotas = await Store.Quotas.ListAsync(null, Cancel);
            over += quotas.Count(quota => quota.Used > quota.Size || quota.Jobs.Count > quota.Size);
            await Task.Delay(1, Cancel);
        }

        return over;
    }
}
