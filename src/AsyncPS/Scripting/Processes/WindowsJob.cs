using System.Diagnostics;
using System.Runtime.InteropServices;

namespace AsyncPS.Scripting.Processes;

/// <summary>
/// A job object of Windows around one child: all that the child starts is in it, also what loses its parent. The only
/// handle to it is this process's, so that whatever way this one ends, the system closes it and ends them all.
/// </summary>
internal sealed class WindowsJob : IDisposable
{
    private const int ExtendedLimits = 9;
    private const int ProcessIdList = 3;
    private const int MoreData = 234;
    private const int ListHeader = 8;

    // What Process.Kill gives.
    private const uint ExitCode = uint.MaxValue;

    private readonly WindowsJobHandle _handle;

    private WindowsJob(WindowsJobHandle handle) => _handle = handle;

    /// <summary>Puts a process into one; null when there is none: on other systems, or since the system refused.</summary>
    public static WindowsJob? Around(Process process)
    {
        if (!OperatingSystem.IsWindows())
        {
            return null;
        }

        var handle = CreateJobObject(0, null);
        if (!handle.IsInvalid && EndsWithItsHandle(handle) && AssignProcessToJobObject(handle, process.SafeHandle))
        {
            return new WindowsJob(handle);
        }

        handle.Dispose();
        return null;
    }

    /// <summary>The ids in a JOBOBJECT_BASIC_PROCESS_ID_LIST. Pure.</summary>
    public static IReadOnlyList<int> IdsOf(ReadOnlySpan<byte> list)
    {
        var ids = MemoryMarshal.Cast<byte, nint>(list[ListHeader..]);
        return [.. ids[..Math.Min(MemoryMarshal.Read<int>(list[sizeof(int)..]), ids.Length)].ToArray().Select(id => (int)id)];
    }

    /// <summary>The processes that are in it now; none when it does not tell.</summary>
    public IReadOnlyList<int> ProcessIds()
    {
        try
        {
            for (var room = 64; ; room *= 2)
            {
                var list = new byte[ListHeader + (room * nint.Size)];
                if (QueryInformationJobObject(_handle, ProcessIdList, list, list.Length, 0))
                {
                    return IdsOf(list);
                }

                if (Marshal.GetLastPInvokeError() != MoreData)
                {
                    return [];
                }
            }
        }
        catch (ObjectDisposedException)
        {
            return []; // They were ended meanwhile.
        }
    }

    /// <summary>Ends all its processes. False: the system refused.</summary>
    public bool TryTerminate() => TerminateJobObject(_handle, ExitCode);

    public void Dispose() => _handle.Dispose();

    private static bool EndsWithItsHandle(WindowsJobHandle handle)
    {
        var limits = new WindowsJobLimits(WindowsJobLimits.KillOnClose);
        return SetInformationJobObject(handle, ExtendedLimits, limits, Marshal.SizeOf<WindowsJobLimits>());
    }

    [DllImport("kernel32", EntryPoint = "CreateJobObjectW", CharSet = CharSet.Unicode)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern WindowsJobHandle CreateJobObject(nint security, string? name);

    [DllImport("kernel32")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool SetInformationJobObject(
        WindowsJobHandle job, int kind, in WindowsJobLimits limits, int length);

    [DllImport("kernel32")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool AssignProcessToJobObject(WindowsJobHandle job, SafeHandle process);

    [DllImport("kernel32", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool QueryInformationJobObject(
        WindowsJobHandle job, int kind, [Out] byte[] list, int length, nint returned);

    [DllImport("kernel32")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool TerminateJobObject(WindowsJobHandle job, uint exitCode);
}
