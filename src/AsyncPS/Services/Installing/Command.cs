using System.ComponentModel;
using System.Diagnostics;

namespace AsyncPS.Services.Installing;

/// <summary>Runs a program of the system to its end.</summary>
internal static class Command
{
    private static readonly TimeSpan LongestQuestion = TimeSpan.FromSeconds(120);

    /// <summary>Asks something that is answered soon, and gives up after two minutes. As <see cref="Run"/>.</summary>
    public static (int ExitCode, string Text)? Ask(IReadOnlyList<string> command) => Run(command, LongestQuestion);

    /// <summary>Its exit code and all that it wrote; null when there is no such program.</summary>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="limit">
    /// How long it may take; null = as long as it likes: a service manager that stops a service waits for its jobs.
    /// </param>
    public static (int ExitCode, string Text)? Run(IReadOnlyList<string> command, TimeSpan? limit = null)
    {
        var start = new ProcessStartInfo(command[0])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        foreach (var argument in command.Skip(1))
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            var texts = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            if (!process.WaitForExit(limit ?? Timeout.InfiniteTimeSpan))
            {
                process.Kill(entireProcessTree: true);
                return (-1, $"It did not end within {limit?.TotalSeconds:0} s and was killed.");
            }

            return (process.ExitCode, string.Concat(texts.ConfigureAwait(false).GetAwaiter().GetResult()).Trim());
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
