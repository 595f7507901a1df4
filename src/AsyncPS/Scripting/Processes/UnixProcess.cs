using System.Runtime.InteropServices;

namespace AsyncPS.Scripting.Processes;

/// <summary>What .NET does not offer of processes on Unix.</summary>
internal static class UnixProcess
{
    private const int SigKill = 9;

    /// <summary>Makes this process the leader of a group of its own: all that it starts belongs to it.</summary>
    public static void LeadGroup() => _ = SetProcessGroup(0, 0);

    /// <summary>Kills all processes of a group, also those whose parent is gone.</summary>
    /// <param name="leader">The id of its leader, which may be gone itself.</param>
    public static void KillGroup(int leader) => _ = Kill(-leader, SigKill);

    /// <summary>The process that started this one; another one when that has died.</summary>
    public static int ParentId() => GetParent();

    [DllImport("libc", EntryPoint = "setpgid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int SetProcessGroup(int process, int group);

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Kill(int process, int signal);

    [DllImport("libc", EntryPoint = "getppid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int GetParent();
}
