using System.Globalization;
using AsyncEngine;
using Xunit;

namespace Unit.Catastrophes;

/// <summary>
/// A store in a folder of its own, the processes that a test lets loose on it, and what they note. When it ends,
/// however it ends, they are dead.
/// </summary>
internal sealed class Scene : IAsyncDisposable
{
    /// <summary>How long a test may take, in milliseconds. Far longer than any does: it says that one hangs.</summary>
    public const int TimeLimit = 1_800_000;

    /// <summary>How long one thing may take here, and how long a process may be silent; also no measure of anything.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(150);

    /// <summary>
    /// Intervals for tests in which several dispatchers live at once: short enough to wait for a death, long enough for
    /// nobody to be taken for dead only because the machine is busy.
    /// </summary>
    public static readonly IReadOnlyList<string> Unhurried = ["ping=500", "death=10000"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("asyncps-");
    private readonly List<CrewProcess> _crew = [];
    private readonly string? _server;
    private AsyncStore? _store;

    /// <param name="token">The test's; it ends all waiting.</param>
    /// <param name="storeFolder">Where the store's file is; null = in the scene's own folder.</param>
    /// <param name="server">The connection string of a store that is no file.</param>
    public Scene(CancellationToken token, string? storeFolder = null, string? server = null)
    {
        Token = token;
        _server = server;
        StorePath = server ?? Path.Combine(storeFolder ?? _folder.FullName, "jobs.db");
        JournalFolder = _folder.CreateSubdirectory("journals").FullName;
    }

    public CancellationToken Token { get; }

    public string StorePath { get; }

    public string JournalFolder { get; }

    /// <summary>The store, as this process has it open.</summary>
    public AsyncStore Store => _store ??= AsyncStore.Open(StorePath);

    public JobQueue Queue => Store.Queue();

    public static string Uuid(Guid uuid) => $"uuid={uuid}";

    /// <summary>Starts a process.</summary>
    /// <param name="role">What it does, and its name if it has no other.</param>
    /// <param name="arguments">Each <c>name=value</c>.</param>
    public CrewProcess Start(string role, params IEnumerable<string> arguments)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{role}-{_crew.Count + 1}");
        var process = CrewProcess.Start(
            name,
            [role, $"store={LocationFor(name)}", $"journal={JournalFolder}", .. arguments],
            Token);
        _crew.Add(process);
        return process;
    }

    /// <summary>Starts a process on another machine and waits until it is ready.</summary>
    public async Task<CrewProcess> StartReadyAsync(Machine machine, string role, params IEnumerable<string> arguments)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{role}-{_crew.Count + 1}");
        var store = LocationFor(name).Replace("127.0.0.1", machine.ServerAddress, StringComparison.Ordinal);
        var process = CrewProcess.Start(
            name, [role, $"store={store}", $"journal={JournalFolder}", .. arguments], Token, machine.Enter);
        _crew.Add(process);
        await process.HearAsync("ready");
        return process;
    }

    /// <summary>Starts a process and waits until it is ready.</summary>
    public async Task<CrewProcess> StartReadyAsync(string role, params IEnumerable<string> arguments)
    {
        var process = Start(role, arguments);
        await process.HearAsync("ready");
        return process;
    }

    /// <summary>Orders a dispatcher to stop, and sees that it ends in peace.</summary>
    public static async Task StopAsync(CrewProcess dispatcher)
    {
        dispatcher.Order("stop");
        Assert.Equal(0, await dispatcher.ExitAsync());
    }

    // A server shows the name of each of its clients.
    private string LocationFor(string name) => _server is null ? StorePath : $"{_server};Application Name={name}";

    public Journal ReadJournal() => Journal.Read(JournalFolder);

    /// <summary>When a process died, on the clock of the journals.</summary>
    public long? DiedAt(string member) => _crew.Single(process => process.Name == member).DiedAt;

    /// <summary>Jobs that are in somebody's hands, as the store has it.</summary>
    public IReadOnlyList<(long Job, Guid Dispatcher)> ReadInHand() => StoreAudit.ReadInHand(StorePath);

    /// <summary>Sees that the store is sound and that so many jobs succeeded.</summary>
    public void AssertSucceeded(long count)
    {
        StoreAudit.AssertSound(StorePath);
        Assert.Equal(count, StoreAudit.CountSucceeded(StorePath));
    }

    /// <summary>Sees that the store is sound and that it has so many jobs.</summary>
    public void AssertHolds(int count)
    {
        StoreAudit.AssertSound(StorePath);
        Assert.Equal(count, StoreAudit.ReadJobs(StorePath).Count);
    }

    /// <summary>Looks again with every change of the store until it is so.</summary>
    public async Task UntilAsync(Func<Task<bool>> isSo, string what)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(Patience);
        var signal = Store.Storage.Signal;
        while (true)
        {
            var seen = signal.Version;
            if (await isSo())
            {
                return;
            }

            Assert.False(limit.IsCancellationRequested, $"It took too long until {what}.");
            await signal.WaitAsync(seen, TimeSpan.FromSeconds(1), Token);
        }
    }

    /// <summary>Waits until a dispatcher has given a sign of life that is so much later than now.</summary>
    public Task UntilPingedAsync(Guid uuid, TimeSpan later)
    {
        var until = DateTimeOffset.UtcNow + later;
        return UntilAsync(
            async () => (await Store.GetDispatchersAsync(Token)).Single(each => each.Uuid == uuid).LastPingAt > until,
            $"{uuid} had pinged for {later}");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _crew)
        {
            await process.DisposeAsync();
            TestContext.Current.TestOutputHelper?.WriteLine(process.Transcript());
        }

        if (_store is not null)
        {
            await _store.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }
}
