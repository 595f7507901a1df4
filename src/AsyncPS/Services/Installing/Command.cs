using System.ComponentModel;
using System.Diagnostics;

namespace AsyncPS.Services.Installing;

/// <summary>Runs a program of the system to its end.</summary>
internal static class Command
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(120);

    /// <summary>Its exit code and all that it wrote; null when there is no such program.</summary>
    public static (int ExitCode, string Text)? Run(IReadOnlyList<string> command)
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
            if (!process.WaitForExit(Longest))
            {
                process.Kill(entireProcessTree: true);
                return (-1, $"It did not end within {Longest.TotalSeconds:0} s and was killed.");
            }

            return (process.ExitCode, string.Concat(texts.ConfigureAwait(false).GetAwaiter().GetResult()).Trim());
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
