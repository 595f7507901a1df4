using System.Diagnostics;
using System.Runtime.InteropServices;
using AsyncPS.Scripting.Processes;
using Xunit;

namespace Unit.Scripting.Processes;

/// <summary>The job object that Windows holds a child and all that it starts in.</summary>
public sealed class WindowsJobTests
{
    [Fact]
    public void Ids_AreAsManyAsTheListSays()
    {
        Assert.Equal([77, 78], WindowsJob.IdsOf(List(2, 77, 78, 0, 0)));
        Assert.Equal([77], WindowsJob.IdsOf(List(3, 77))); // Never more than there are.
        Assert.Empty(WindowsJob.IdsOf(List(0)));
    }

    [Fact]
    public void Limits_AreLaidOutAsWindowsReadsThem() =>
        Assert.Equal(nint.Size == 8 ? 144 : 112, Marshal.SizeOf<WindowsJobLimits>());

    [Fact]
    public void Job_IsNone_WhereTheSystemHasNone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has them.");

        using var self = Process.GetCurrentProcess();

        Assert.Null(WindowsJob.Around(self));
    }

    [Fact]
    public void Job_KnowsItsProcesses_AndEndsThem()
    {
        Assert.SkipUnless(OperatingSystem.IsWindows(), "Only Windows has them.");
        using var process = Waiting();
        using var job = WindowsJob.Around(process);

        Assert.NotNull(job);
        Assert.Contains(process.Id, job.ProcessIds());
        Assert.True(job.TryTerminate());
        process.WaitForExit();
        Assert.Equal(-1, process.ExitCode);
    }

    [Fact]
    public void Job_EndsItsProcesses_WhenNobodyHoldsItAnyMore()
    {
        Assert.SkipUnless(OperatingSystem.IsWindows(), "Only Windows has them.");
        using var process = Waiting();
        var job = WindowsJob.Around(process);
        Assert.NotNull(job);

        job.Dispose();

        process.WaitForExit();
        Assert.Empty(job.ProcessIds());
    }

    // JOBOBJECT_BASIC_PROCESS_ID_LIST: how many there are, how many of them follow, and they.
    private static byte[] List(int count, params nint[] ids) =>
        [.. BitConverter.GetBytes(count), .. BitConverter.GetBytes(count), .. MemoryMarshal.AsBytes<nint>(ids)];

    // It ends when its input does.
    private static Process Waiting() => Process.Start(
        new ProcessStartInfo("cmd.exe", "/q /k") { RedirectStandardInput = true, RedirectStandardOutput = true })!;
}
