using System.Diagnostics;
using System.Globalization;

namespace AsyncPS.Scripting.Processes;

/// <summary>The processes of this machine at one moment.</summary>
internal sealed class ProcessTable(IReadOnlyList<ProcessRow> rows)
{
    /// <summary>Whether this system tells which process started which, without a library for it.</summary>
    public static bool IsKnown { get; } = OperatingSystem.IsLinux() || OperatingSystem.IsMacOS();

    /// <summary>What they are now; null when that cannot be found out.</summary>
    public static ProcessTable? Read()
    {
        try
        {
            return OperatingSystem.IsLinux() ? new ProcessTable([.. ReadProc()]) : new ProcessTable([.. ReadPs()]);
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
    public long MemoryOf(int root)
    {
        var children = rows.ToLookup(row => row.Parent);
        var counted = new HashSet<int>();
        var waiting = new Stack<ProcessRow>(rows.Where(row => row.Id == root || row.Group == root));
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
