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
var chosen = all.Where(scenario => options.Only.Count == 0 || options.Only.Contains(scenario.Name)).ToArray();
var runner = new Runner(options);
return await runner.RunAsync(chosen).ConfigureAwait(false);
