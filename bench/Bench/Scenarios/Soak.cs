using System.Diagnostics;
using AsyncEngine.Dispatching;

namespace Bench.Scenarios;

/// <summary>
/// Steady load with retention: jobs are added, run and removed again, and what must not grow is looked at in the first
/// and in the last tenth of the time, and between.
/// </summary>
internal sealed class Soak : IScenario
{
    private static readonly TimeSpan Keep = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    public string Name => "soak";

    public bool NeedsWarmUp => false;

    public async Task<IReadOnlyList<Figure>> RunAsync(string folder, bool quick)
    {
        var length = quick ? TimeSpan.FromMinutes(1) : TimeSpan.FromMinutes(30);
        await using var store = Stores.Open(folder);
        var options = new DispatcherOptions { Agents = [new AgentOptions { Size = 4 }], KeepCompleted = Keep };
        await using var dispatcher = new Dispatcher(store, options);
        await dispatcher.StartAsync();
        var early = new Levels();
        var between = new Levels();
        var late = new Levels();
        var added = 0L;
        var start = Stopwatch.GetTimestamp();
        using var pace = new PeriodicTimer(Pace);
        while (await pace.WaitForNextTickAsync() && Stopwatch.GetElapsedTime(start) is var now && now < length)
        {
            var begin = Stopwatch.GetTimestamp();
            var job = await store.Queue().AddAsync(() => Work.Nothing());
            await job.WaitAsync();
            var latency = Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
            added += 1 + (await store.Queue().AddRangeAsync(Enumerable.Range(0, 500), _ => Work.Nothing())).Count;
            var levels = now < length / 10 ? early : now > length * 9 / 10 ? late : between;
            levels.Note(latency, folder, (await store.Queue().GetInfoAsync()).Completed);
        }

        await dispatcher.StopAsync();
        return
        [
            new Figure("soak: jobs run", "/s", added / Stopwatch.GetElapsedTime(start).TotalSeconds),
            .. early.Read("soak, first tenth"),
            .. between.Read("soak, between"),
            .. late.Read("soak, last tenth"),
        ];
    }

    /// <summary>What must not grow.</summary>
    private sealed class Levels
    {
        private readonly List<double> _latencies = [];
        private double _memory;
        private double _file;
        private double _log;
        private long _kept;

        public void Note(double latency, string folder, long kept)
        {
            _latencies.Add(latency);
            _kept = Math.Max(_kept, kept);
            _memory = Math.Max(_memory, Environment.WorkingSet / 1048576.0);
            _file = Math.Max(_file, SizeOf(Path.Combine(folder, "jobs.db")));
            _log = Math.Max(_log, SizeOf(Path.Combine(folder, "jobs.db-wal")));
        }

        public IEnumerable<Figure> Read(string name) =>
        [
            .. Percentiles.Of($"{name}: add and wait", _latencies),
            new Figure($"{name}: memory", "MB", _memory),
            new Figure($"{name}: jobs that the store keeps", "", _kept),
            new Figure($"{name}: store", "MB", _file),
            new Figure($"{name}: write-ahead log", "MB", _log),
        ];

        private static double SizeOf(string path) => File.Exists(path) ? new FileInfo(path).Length / 1048576.0 : 0;
    }
}
