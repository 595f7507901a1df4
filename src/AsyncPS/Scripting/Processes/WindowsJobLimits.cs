using System.Runtime.InteropServices;

namespace AsyncPS.Scripting.Processes;

/// <summary>JOBOBJECT_EXTENDED_LIMIT_INFORMATION, as Windows lays it out; 0 = not limited.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct WindowsJobLimits(uint flags)
{
    /// <summary>JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE: who closes its last handle ends its processes.</summary>
    public const uint KillOnClose = 0x2000;

    private readonly long _processTime;
    private readonly long _jobTime;
    private readonly uint _flags = flags;
    private readonly nuint _minimumWorkingSet;
    private readonly nuint _maximumWorkingSet;
    private readonly uint _activeProcesses;
    private readonly nuint _affinity;
    private readonly uint _priority;
    private readonly uint _scheduling;
    private readonly ulong _reads;
    private readonly ulong _writes;
    private readonly ulong _others;
    private readonly ulong _readBytes;
    private readonly ulong _writtenBytes;
    private readonly ulong _otherBytes;
    private readonly nuint _processMemory;
    private readonly nuint _jobMemory;
    private readonly nuint _peakOfAProcess;
    private readonly nuint _peakOfTheJob;
}
