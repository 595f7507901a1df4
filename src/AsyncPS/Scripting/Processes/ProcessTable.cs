using System.Diagnostics;
using System.Globalization;

namespace AsyncPS.Scripting.Processes;

/// <summary>The processes of this machine at one moment.</summary>
internal sealed class ProcessTable(IReadOnlyList<ProcessRow> rows)
{
    /// <summary>Whether this system tells of them all at once, without a library for it.</summary>
    public static bool IsKnown { get; } =
        OperatingSystem.IsLinux() || OperatingSystem.IsMacOS() || OperatingSystem.IsWindows();

    /// <summary>What they are now; null when that cannot be found out.</summary>
    public static ProcessTable? Read()
    {
        try
        {
            return new ProcessTable(
                [.. OperatingSystem.IsLinux() ? ReadProc() : OperatingSystem.IsWindows() ? ReadWindows() : ReadPs()]);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidOperationException
            or System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    /// <summary>
    /// The bytes of a process and of all that belongs to it: what it started, what that started, and what is of its group
    /// though its parent is gone. Pages that several of them share are counted for each.
    /// </summary>
    /// <param name="root">The process.</param>
    /// <param name="others">What else is known to belong to it: Windows tells that of a job object only.</param>
    public long MemoryOf(int root, IReadOnlyCollection<int> others)
    {
        var children = rows.ToLookup(row => row.Parent);
        var counted = new HashSet<int>();
        var waiting = new Stack<ProcessRow>(
            rows.Where(row => row.Id == root || row.Group == root || others.Contains(row.Id)));
        long sum = 0;
        while (waiting.TryPop(out var row))
        {
            if (counted.Add(row.Id))
            {
                sum += row.Bytes;
                foreach (var child in children[row.Id])
                {
                    waiting.Push(child);
                }
            }
        }

        return sum;
    }

    private static IEnumerable<ProcessRow> ReadProc()
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out _) &&
                ReadStat(folder) is { } row)
            {
                yield return row;
            }
        }
    }

    private static ProcessRow? ReadStat(string folder)
    {
        try
        {
            return ProcessRow.OfStat(File.ReadAllText($"{folder}/stat"), Environment.SystemPageSize);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null; // It ended meanwhile, or is hidden from us: then it is not ours.
        }
    }

    // One question to the system for all of them, which does not say what started what.
    private static IEnumerable<ProcessRow> ReadWindows()
    {
        foreach (var process in Process.GetProcesses())
        {
            using (process)
            {
                yield return new ProcessRow(process.Id, ProcessRow.Unknown, ProcessRow.Unknown, process.WorkingSet64);
            }
        }
    }

    private static IEnumerable<ProcessRow> ReadPs()
    {
        using var ps = Process.Start(new ProcessStartInfo("/bin/ps", ["-A", "-o", "pid=,ppid=,pgid=,rss="])
        {
            RedirectStandardOutput = true,
        }) ?? throw new InvalidOperationException("The system started no process.");
        while (ps.StandardOutput.ReadLine() is { } line)
        {
            if (ProcessRow.OfPs(line) is { } row)
            {
                yield return row;
            }
        }
    }
}
