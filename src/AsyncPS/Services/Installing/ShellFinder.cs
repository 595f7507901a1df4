using System.Reflection;
using System.Runtime.InteropServices;

namespace AsyncPS.Services.Installing;

/// <summary>Finds what a service runs its script in: pwsh where there is one, else the pocket host that runs here.</summary>
internal static class ShellFinder
{
    private static readonly string[] Options = ["-NoLogo", "-NoProfile", "-NonInteractive", "-Command"];

    /// <summary>The program and its options; the script's text follows.</summary>
    /// <param name="named">What the user wants; null = whatever is there.</param>
    public static IReadOnlyList<string> Find(string? named)
    {
        if ((named ?? Pwsh()) is { } shell)
        {
            return [shell, .. Options];
        }

        // dotnet run starts the program through the dotnet command, a build's own program starts itself.
        var here = Environment.ProcessPath!;
        return Path.GetFileNameWithoutExtension(here) == "dotnet" && Assembly.GetEntryAssembly()?.Location is { Length: > 0 } entry
            ? [here, entry, .. Options]
            : [here, .. Options];
    }

    /// <summary>What the shell needs in its environment: where .NET is, if that is no place where it is looked for.</summary>
    public static IReadOnlyDictionary<string, string> VariablesFor(IReadOnlyList<string> shell)
    {
        var variables = new Dictionary<string, string>();
        if (Path.GetFileNameWithoutExtension(shell[0]) == "AsyncHost")
        {
            variables["DOTNET_ROOT"] = Path.GetFullPath(
                Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..")).TrimEnd(Path.DirectorySeparatorChar);
        }
        else if (Path.GetFileNameWithoutExtension(shell[0]) == "pwsh")
        {
            variables["POWERSHELL_UPDATECHECK"] = "Off";
            variables["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        }

        return variables;
    }

    private static string? Pwsh()
    {
        var name = OperatingSystem.IsWindows() ? "pwsh.exe" : "pwsh";
        var here = Environment.ProcessPath;
        return string.Equals(Path.GetFileName(here), name, StringComparison.OrdinalIgnoreCase)
            ? here
            : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
                .Select(folder => Path.Combine(folder, name))
                .FirstOrDefault(File.Exists);
    }
}
