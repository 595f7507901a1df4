using Bench;
using Bench.Scenarios;
using Bench.Scenarios.Rivals;

// Run as a child by LatencyAcrossProcesses: adds jobs to the store that it is told and says when.
if (args is ["--adder", ..])
{
    return await AdderProcess.RunAsync(args[1..]).ConfigureAwait(false);
}

var options = BenchOptions.Parse(args);
IScenario[] all =
[
    new RawCeiling(), new EnqueueOneByOne(), new EnqueueFromThreads(), new EnqueueBatch(), new DrainMethods(), new DrainScripts(),
    new LatencyInProcess(), new LatencyAcrossProcesses(), new ThreadJobs(),
    new HangfireInMemory(), new QuartzInMemory(), new QuartzOnSqlite(),
];
using var server = options.IsOnPostgres ? StartServer() : null;
Stores.Server = server?.ConnectionString;
var chosen = all.Where(scenario => options.Only.Count == 0 || options.Only.Contains(scenario.Name)).ToArray();
var runner = new Runner(options);
return await runner.RunAsync(chosen).ConfigureAwait(false);

static Unit.Storage.Postgres.PostgresServer StartServer() => Unit.Storage.Postgres.PostgresServer.Start(
    Unit.Storage.Postgres.PostgresServer.FindPrograms()
    ?? throw new InvalidOperationException(
        "There are no programs of a PostgreSQL server on this machine (Debian: apt-get install postgresql)."));
