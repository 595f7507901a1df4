using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Bench.Scenarios;

/// <summary>PowerShell's own thread jobs, where a real shell is installed: they end with the session.</summary>
internal sealed class ThreadJobs : IScenario
{
    private const string Script =
        """
        $null = Start-ThreadJob { 1 } | Receive-Job -Wait -AutoRemoveJob
        $n = @count
        $clock = [Diagnostics.Stopwatch]::StartNew()
        $jobs = foreach ($i in 1..$n) { Start-ThreadJob -ThrottleLimit 4 { param($x) $x * 2 } -ArgumentList $i }
        $null = $jobs | Receive-Job -Wait -AutoRemoveJob
        ($n / $clock.Elapsed.TotalSeconds).ToString([cultureinfo]::InvariantCulture)
        """;

    public string Name => "threadjob";

    public string? Unavailable => Shell.Value is null ? "pwsh is not installed" : null;

    private static Lazy<string?> Shell { get; } = new(FindShell);

    public async Task<IReadOnlyList<Figure>> RunAsync(string folder, bool quick)
    {
        var script = Script.Replace("@count", quick ? "50" : "200", StringComparison.Ordinal);
        var output = await RunShellAsync(Shell.Value!, script).ConfigureAwait(false);
        var perSecond = double.Parse(output.Trim().Split('\n')[^1], CultureInfo.InvariantCulture);
        return [new Figure("Start-ThreadJob { param($x) $x * 2 } (in memory)", "/s", perSecond)];
    }

    private static string? FindShell()
    {
        try
        {
            var version = RunShellAsync("pwsh", "'ok'").GetAwaiter().GetResult();
            return version.Contains("ok", StringComparison.Ordinal) ? "pwsh" : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    private static async Task<string> RunShellAsync(string shell, string script)
    {
        var start = new ProcessStartInfo(shell) { RedirectStandardOutput = true };
        start.ArgumentList.Add("-NoProfile");
        start.ArgumentList.Add("-Command");
        start.ArgumentList.Add(script);
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync().ConfigureAwait(false);
        await process.WaitForExitAsync().ConfigureAwait(false);
        return output;
    }
}
