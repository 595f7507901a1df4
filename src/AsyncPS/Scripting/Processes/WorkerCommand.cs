using System.Diagnostics;
using System.Reflection;

namespace AsyncPS.Scripting.Processes;

/// <summary>What is started as a child: the shell that this process is, else the pwsh on the path.</summary>
/// <param name="FileName">The program.</param>
/// <param name="Arguments">What goes before a shell's own arguments.</param>
internal sealed record WorkerCommand(string FileName, IReadOnlyList<string> Arguments)
{
    /// <summary>Names a shell to be started instead.</summary>
    public const string EnvironmentVariable = "ASYNCPS_WORKER";

    private static readonly string[] Shells = ["pwsh", "pwsh-preview", "AsyncHost"];

    /// <summary>Whether it was named: such a one may need all that it does at its start.</summary>
    public bool IsNamed { get; init; }

    /// <summary>The command; null when there is no shell.</summary>
    public static WorkerCommand? Find() =>
        Environment.GetEnvironmentVariable(EnvironmentVariable) is { Length: > 0 } named
            ? Of(named) with { IsNamed = true }
            : OfProcess(Environment.ProcessPath, Assembly.GetEntryAssembly()?.Location) ?? OfPath();

    /// <summary>The shell that a process is; null when it is none. Pure.</summary>
    /// <param name="program">What it was started from.</param>
    /// <param name="entry">Where its program begins.</param>
    public static WorkerCommand? OfProcess(string? program, string? entry)
    {
        if (program is null)
        {
            return null;
        }

        return IsShell(program) ? Of(program)
            : Is(program, "dotnet") && entry is not null && IsShell(entry) ? new WorkerCommand(program, [entry])
            : null;
    }

    /// <summary>How it is started.</summary>
    /// <param name="pipe">Name of the pipe that it comes to.</param>
    public ProcessStartInfo Start(string pipe)
    {
        var start = new ProcessStartInfo(FileName)
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] arguments = [.. Arguments, "-NoLogo", "-NoProfile", "-NonInteractive", "-Command", Script(pipe)];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return start;
    }

    // Without the module, whose formats and types nobody needs there: a worker's own runspace imports it.
    private static string Script(string pipe) =>
        $"[void][Reflection.Assembly]::LoadFrom('{Quoted(typeof(WorkerCommand).Assembly.Location)}'); "
        + $"[AsyncPS.Scripting.Processes.Child.WorkerProcessEntry]::Run('{Quoted(pipe)}')";

    private static string Quoted(string text) => text.Replace("'", "''", StringComparison.Ordinal);

    private static WorkerCommand Of(string program) => new(program, []);

    private static WorkerCommand? OfPath()
    {
        var name = OperatingSystem.IsWindows() ? "pwsh.exe" : "pwsh";
        var found = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
        return found is null ? null : Of(found);
    }

    private static bool IsShell(string file) => Array.Exists(Shells, shell => Is(file, shell));

    private static bool Is(string file, string name) =>
        string.Equals(Path.GetFileNameWithoutExtension(file), name, StringComparison.OrdinalIgnoreCase);
}
