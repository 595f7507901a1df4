using System.Diagnostics;
using Unit.Catastrophes;
using Xunit.Sdk;

namespace Unit.Packaging;

/// <summary>Runs <c>dotnet</c> with arguments, to its end.</summary>
internal static class DotNetCommand
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(8);

    /// <summary>What it wrote; a failure when it ends with anything but 0.</summary>
    public static async Task<string> RunAsync(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(CrewProcess.DotNet(), arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Prepare(start.Environment);
        using var process = Process.Start(start)!; // never null without a shell
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            var texts = await Task.WhenAll(
                process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
            await process.WaitForExitAsync(limit.Token);
            return process.ExitCode == 0 ? texts[0] : throw Failed(arguments, $"ended with {process.ExitCode}", texts);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw Failed(arguments, $"did not end within {Limit}", []);
        }
    }

    // No server process may outlive the test, and the folder for packages is the one that the test names.
    private static void Prepare(IDictionary<string, string?> environment)
    {
        environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        environment["DOTNET_NOLOGO"] = "1";
        environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        environment["MSBUILDDISABLENODEREUSE"] = "1";
        environment["UseSharedCompilation"] = "false";
        environment.Remove("NUGET_PACKAGES");
    }

    private static XunitException Failed(string[] arguments, string how, string[] texts) =>
        new($"dotnet {string.Join(' ', arguments)} {how}.\n{string.Join('\n', texts)}");
}
