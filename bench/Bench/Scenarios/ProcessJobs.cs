using System.Diagnostics;
using System.Globalization;

namespace Bench.Scenarios;

/// <summary>
/// Script jobs in child processes, beside the same jobs in this one: measured from outside, in a shell with the built
/// module, as a user has it.
/// </summary>
internal sealed class ProcessJobs : IScenario
{
    // Times are the jobs' own: what a waiting cmdlet takes is no part of them.
    private const string Script =
        """
        $ErrorActionPreference = 'Stop'
        Import-Module '@module'
        Connect-AsyncStore '@store'

        function Measure-Job([string]$Isolation, [int]$Size, [int]$Count) {
            Start-AsyncDispatcher -Size $Size -Isolation $Isolation
            1..1000 | Add-AsyncJob { } | Wait-AsyncJob | Out-Null
            Suspend-AsyncQueue default
            $jobs = 1..$Count | Add-AsyncJob { }
            Resume-AsyncQueue default
            $first, $last = [DateTimeOffset]::MaxValue, [DateTimeOffset]::MinValue
            foreach ($job in $jobs | Wait-AsyncJob) {
                if ($job.Outcome -ne 'Succeeded') { throw "A job has not succeeded: $($job.Error.Message)" }
                if ($job.StartedAt -lt $first) { $first = $job.StartedAt }
                if ($job.EndedAt -gt $last) { $last = $job.EndedAt }
            }
            Stop-AsyncDispatcher
            ($last - $first).TotalMilliseconds / $Count
        }

        # With something to begin with a dispatcher waits until its first child is ready.
        function Measure-Ready {
            $clock = [Diagnostics.Stopwatch]::StartNew()
            Start-AsyncDispatcher -Size 1 -Isolation Process -AssemblyPath ([psobject].Assembly.Location)
            $clock.Elapsed.TotalMilliseconds
            Stop-AsyncDispatcher
        }

        # The first job of a dispatcher finds no child; the next one does.
        function Measure-Start {
            Start-AsyncDispatcher -Size 1
            $times = foreach ($i in 1..2) {
                $clock = [Diagnostics.Stopwatch]::StartNew()
                Add-AsyncJob { } -Isolation Process | Wait-AsyncJob | Out-Null
                $clock.Elapsed.TotalMilliseconds
            }
            Stop-AsyncDispatcher
            $times[0] - $times[1]
        }

        $null = Measure-Ready
        $ready = foreach ($i in 1..5) { Measure-Ready }
        "ready=$(($ready | Sort-Object)[2].ToString([cultureinfo]::InvariantCulture))"
        $null = Measure-Start
        $starts = foreach ($i in 1..5) { Measure-Start }
        "start=$(($starts | Sort-Object)[2].ToString([cultureinfo]::InvariantCulture))"
        "rate=$((1000 / (Measure-Job Process 4 @count)).ToString([cultureinfo]::InvariantCulture))"
        $one = Measure-Job Process 1 @count
        $here = Measure-Job Shared 1 @count
        "cost=$(($one - $here).ToString([cultureinfo]::InvariantCulture))"
        """;

    public string Name => "process";

    public string? Unavailable => Built is null ? "the module is not built; build.ps1 Bench builds it" : null;

    // The shell warms up by itself.
    public bool NeedsWarmUp => false;

    private static string? Built { get; } = FindOut();

    public async Task<IReadOnlyList<Figure>> RunAsync(string folder, bool quick)
    {
        var said = await RunShellAsync(Script
            .Replace("@module", Path.Combine(Built!, "AsyncPS", "AsyncPS.psd1"), StringComparison.Ordinal)
            .Replace("@store", Stores.Locate(folder), StringComparison.Ordinal)
            .Replace("@count", quick ? "2000" : "20000", StringComparison.Ordinal));
        return
        [
            new Figure("run, script jobs { } in child processes", "/s", Read(said, "rate")),
            new Figure("the same: a job's time over one in process", "ms", Read(said, "cost")),
            new Figure("a child process is ready", "ms", Read(said, "ready")),
            new Figure("a child process has run its first job", "ms", Read(said, "start")),
            new Figure("the shell itself starts and ends", "ms", await StartShellAsync()),
        ];
    }

    private static double Read(string said, string name)
    {
        var line = said.Split('\n').FirstOrDefault(each => each.StartsWith($"{name}=", StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"The shell did not say '{name}': {said}");
        return double.Parse(line[(name.Length + 1)..], CultureInfo.InvariantCulture);
    }

    // What no child can be much faster than.
    private static async Task<double> StartShellAsync()
    {
        var times = new List<double>();
        for (var i = 0; i < 5; i++)
        {
            var begin = Stopwatch.GetTimestamp();
            await RunShellAsync("exit");
            times.Add(Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
        }

        return times.Order().ElementAt(2);
    }

    // The pocket host, or what ASYNCPS_WORKER names: that is what the children are then, too.
    private static async Task<string> RunShellAsync(string script)
    {
        var shell = Environment.GetEnvironmentVariable("ASYNCPS_WORKER") is { Length: > 0 } named
            ? named
            : Path.Combine(Built!, "host", OperatingSystem.IsWindows() ? "AsyncHost.exe" : "AsyncHost");
        var start = new ProcessStartInfo(shell, ["-NoProfile", "-Command", script])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // A child is the shell that the dispatcher is; one that was named is started another way.
        start.Environment.Remove("ASYNCPS_WORKER");
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return output + await error;
    }

    private static string? FindOut()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var built = Path.Combine(folder.FullName, "out");
            if (File.Exists(Path.Combine(built, "AsyncPS", "AsyncPS.psd1")) && Directory.Exists(Path.Combine(built, "host")))
            {
                return built;
            }
        }

        return null;
    }
}
