using System.Collections.Concurrent;

namespace AsyncPS.Commands;

/// <summary>
/// A process loads one copy of this assembly. Importing the module from a second folder succeeds and silently runs the
/// first copy: that is said once for each such folder.
/// </summary>
internal static class ForeignCopy
{
    private static readonly ConcurrentDictionary<string, bool> Warned = new(StringComparer.Ordinal);

    public static void WarnOnce(PSCmdlet cmdlet)
    {
        var imported = cmdlet.MyInvocation.MyCommand?.Module?.ModuleBase;
        if (string.IsNullOrEmpty(imported) || SameFolder(imported, EngineLoadContext.Folder) ||
            !Warned.TryAdd(imported, true))
        {
            return;
        }

        cmdlet.WriteWarning(
            $"The module was imported from '{imported}', but this process had loaded it from " +
            $"'{EngineLoadContext.Folder}' before, and that copy runs. Start a new process to use the other one.");
    }

    private static bool SameFolder(string left, string right) => string.Equals(
        Path.TrimEndingDirectorySeparator(Path.GetFullPath(left)),
        Path.TrimEndingDirectorySeparator(Path.GetFullPath(right)),
        OperatingSystem.IsWindows() || OperatingSystem.IsMacOS()
            ? StringComparison.OrdinalIgnoreCase
            : StringComparison.Ordinal);
}
