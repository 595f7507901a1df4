using System.Diagnostics;
using System.Globalization;

namespace AsyncPS.Scripting.Processes;

/// <summary>How much memory a process has.</summary>
internal static class ProcessMemory
{
    /// <summary>Bytes in memory; 0 when it is gone.</summary>
    public static long Of(Process process)
    {
        try
        {
            return OperatingSystem.IsLinux() ? OfLinux(process.Id) : OfOther(process);
        }
        catch (Exception error) when (error is IOException or InvalidOperationException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    /// <summary>The pages in memory that a line of <c>/proc/…/statm</c> tells. Pure.</summary>
    public static long PagesOf(string statm)
    {
        var fields = statm.Split(' ');
        return fields.Length > 1 && long.TryParse(fields[1], CultureInfo.InvariantCulture, out var pages) ? pages : 0;
    }

    private static long OfLinux(int id) =>
        PagesOf(File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/statm")))
            * Environment.SystemPageSize;

    private static long OfOther(Process process)
    {
        process.Refresh();
        return process.WorkingSet64;
    }
}
