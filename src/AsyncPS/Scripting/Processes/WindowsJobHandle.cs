using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace AsyncPS.Scripting.Processes;

/// <summary>Holds a job object of Windows open. No other process inherits it.</summary>
internal sealed class WindowsJobHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    /// <inheritdoc/>
    protected override bool ReleaseHandle() => CloseHandle(handle);

    [DllImport("kernel32")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool CloseHandle(nint handle);
}
