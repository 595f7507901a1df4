using Bench;
using Bench.Scenarios;

// Run as a child by LatencyAcrossProcesses: adds jobs to the store that it is told and says when.
if (args is ["--adder", ..])
{
    return await AdderProcess.RunAsync(args[1..]).ConfigureAwait(false);
}

var options = BenchOptions.Parse(args);
using var server = options.IsOnPostgres ? StartServer() : null;
Stores.Server = server?.ConnectionString;
var all = Catalog.Of(options.Suite, options.IsOnPostgres);
var unknown = options.Only.Except(all.Select(scenario => scenario.Name)).ToArray();
if (unknown.Length > 0)
{
    throw new ArgumentException(
        $"There is no {string.Join(", ", unknown)}. Known: {string.Join(", ", all.Select(scenario => scenario.Name))}.");
}

var chosen = all.Where(scenario => options.Only.Count == 0 || options.Only.Contains(scenario.Name)).ToArray();
return await new Runner(options).RunAsync(chosen).ConfigureAwait(false);

static Unit.Storage.Postgres.PostgresServer StartServer() => Unit.Storage.Postgres.PostgresServer.Start(
    Unit.Storage.Postgres.PostgresServer.FindPrograms()
    ?? throw new InvalidOperationException(
        "There are no programs of a PostgreSQL server on this machine (Debian: apt-get install postgresql)."));
