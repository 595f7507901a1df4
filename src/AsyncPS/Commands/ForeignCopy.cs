using System.Collections.Concurrent;

namespace AsyncPS.Commands;

/// <summary>
/// A process loads one copy of this assembly. Importing the module from a second folder succeeds and silently runs the
/// first copy: that is said once for each such folder.
/// </summary>
internal static class ForeignCopy
{
    private static readonly ConcurrentDictionary<string, bool> Warned = new(StringComparer.Ordinal);

    // Each runspace has modules of its own, and looks at them again after each import.
    [ThreadStatic]
    private static int _importsSeen;

    public static void WarnOnce(PSCmdlet cmdlet)
    {
        if (_importsSeen == ModuleInitializer.Imports)
        {
            return;
        }

        _importsSeen = ModuleInitializer.Imports;

        // A command's own module is the first copy's, whichever was imported: only the list of modules tells.
        foreach (var module in cmdlet.InvokeCommand.InvokeScript("Microsoft.PowerShell.Core\\Get-Module AsyncPS"))
        {
            if (module.BaseObject is PSModuleInfo { ModuleBase: { Length: > 0 } folder } &&
                !IsOwn(folder) && Warned.TryAdd(folder, true))
            {
                cmdlet.WriteWarning(
                    $"The module was imported from '{folder}', but this process had loaded it from " +
                    $"'{EngineLoadContext.Folder}' before, and that copy runs. Start a new process to use the other one.");
            }
        }
    }

    private static bool IsOwn(string folder) => string.Equals(
        Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)),
        Path.TrimEndingDirectorySeparator(Path.GetFullPath(EngineLoadContext.Folder)),
        OperatingSystem.IsWindows() || OperatingSystem.IsMacOS()
            ? StringComparison.OrdinalIgnoreCase
            : StringComparison.Ordinal);
}
