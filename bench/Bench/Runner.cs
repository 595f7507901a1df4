using Bench.Reports;

namespace Bench;

/// <summary>Runs the scenarios in turn, several rounds, so that a slow minute of the machine hits them all.</summary>
internal sealed class Runner(BenchOptions options)
{
    private readonly List<Series> _series = [];

    /// <summary>The exit code: 0, or 1 when something is much slower than the guard's file says.</summary>
    public async Task<int> RunAsync(IReadOnlyList<IScenario> scenarios)
    {
        var root = Directory.CreateTempSubdirectory("asyncps-bench-").FullName;
        try
        {
            var machine = Machine.Probe(root);
            var runnable = scenarios.Where(IsAvailable).ToArray();
            for (var round = 1 - options.WarmUps; round <= options.Repetitions; round++)
            {
                Console.Error.WriteLine(round <= 0 ? "warming up" : $"round {round} of {options.Repetitions}");
                foreach (var scenario in runnable.Where(scenario => round > 0 || scenario.NeedsWarmUp))
                {
                    await RunOnceAsync(scenario, root, counts: round > 0).ConfigureAwait(false);
                }
            }

            var setting = Setting.Of(options, machine);
            Report.Print(setting, _series);
            if (options.Output is { } folder)
            {
                Report.Write(Path.GetFullPath(folder), setting, _series);
            }

            return options.Guard is { } guard ? Guard.Check(guard, _series) : 0;
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    private static bool IsAvailable(IScenario scenario)
    {
        if (scenario.Unavailable is { } reason)
        {
            Console.Error.WriteLine($"left out: {scenario.Name} ({reason})");
            return false;
        }

        return true;
    }

    private async Task RunOnceAsync(IScenario scenario, string root, bool counts)
    {
        var folder = Directory.CreateDirectory(Path.Combine(root, scenario.Name)).FullName;
        GC.Collect();
        foreach (var figure in await scenario.RunAsync(folder, options.Quick).ConfigureAwait(false))
        {
            if (counts)
            {
                Find(figure).Add(figure.Value);
            }
        }

        Directory.Delete(folder, recursive: true);
    }

    private Series Find(Figure figure)
    {
        var series = _series.Find(known => known.Name == figure.Name);
        if (series is null)
        {
            series = new Series(figure.Name, figure.Unit);
            _series.Add(series);
        }

        return series;
    }
}
