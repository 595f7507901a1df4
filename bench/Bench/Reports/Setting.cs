using System.Globalization;

namespace Bench.Reports;

/// <summary>What numbers have to be printed with, to mean something.</summary>
internal sealed record Setting(string Suite, string Store, string Durability, bool Quick, string Versions, Machine Machine)
{
    /// <summary>The name of its files.</summary>
    public string FileName => Suite == "speed" ? Store : $"{Store}-{Suite}";

    public static Setting Of(BenchOptions options, Machine machine) => new(
        options.Suite.ToString().ToLowerInvariant(),
        options.IsOnPostgres ? "postgres" : "sqlite",
        options.IsOnPostgres
            ? "PostgreSQL with its defaults: fsync and synchronous_commit on; server and dispatcher on this machine"
            : "SQLite, WAL, synchronous=FULL: every figure of AsyncPS and of raw SQLite is durable",
        options.Quick,
        string.Join(", ", new[] { typeof(AsyncEngine.AsyncStore), typeof(Hangfire.BackgroundJob), typeof(Quartz.IScheduler) }
            .Select(type => type.Assembly.GetName())
            .Select(name => $"{name.Name} {name.Version?.ToString(3)}")),
        machine);

    public IEnumerable<string> Lines()
    {
        yield return $"{Machine.Processor}, {Machine.Cores} cores; {Machine.System}; {Machine.Runtime}; "
            + string.Create(CultureInfo.InvariantCulture, $"4 KiB synced to disk in {Machine.SyncMilliseconds:0.00} ms.");
        yield return $"{Durability}. {Versions}.{(Quick ? " Quick: a fraction of the work." : "")}";
    }
}
