using System.Globalization;

namespace AsyncPS.Scripting.Processes;

/// <summary>One process of this machine.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Parent">The process that it belongs to; another than the one that started it when that is gone.</param>
/// <param name="Group">Its process group.</param>
/// <param name="Bytes">What it has in memory.</param>
internal readonly record struct ProcessRow(int Id, int Parent, int Group, long Bytes)
{
    /// <summary>The parent and the group of one whose system does not tell them.</summary>
    public const int Unknown = -1;

    // Numbered from what follows the name: state, parent, group, and so on; proc_pid_stat(5).
    private const int ParentField = 1;
    private const int GroupField = 2;
    private const int PagesField = 21;

    /// <summary>From the text of <c>/proc/.../stat</c>; null when it is none. Pure.</summary>
    public static ProcessRow? OfStat(string stat, int pageSize)
    {
        // The name is in parentheses, and may hold anything: also parentheses.
        var open = stat.IndexOf('(', StringComparison.Ordinal);
        var close = stat.LastIndexOf(')');
        if (open < 0 || close < open || close + 2 > stat.Length)
        {
            return null;
        }

        var fields = stat[(close + 2)..].Split(' ');
        return fields.Length > PagesField
            && TryRead(stat[..open].Trim(), out var id)
            && TryRead(fields[ParentField], out var parent)
            && TryRead(fields[GroupField], out var group)
            && TryRead(fields[PagesField], out var pages)
            ? new ProcessRow((int)id, (int)parent, (int)group, pages * pageSize)
            : null;
    }

    /// <summary>From a line of <c>ps -o pid=,ppid=,pgid=,rss=</c>, which tells kilobytes; null when it is none. Pure.</summary>
    public static ProcessRow? OfPs(string line)
    {
        var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return fields.Length == 4
            && TryRead(fields[0], out var id)
            && TryRead(fields[1], out var parent)
            && TryRead(fields[2], out var group)
            && TryRead(fields[3], out var kilobytes)
            ? new ProcessRow((int)id, (int)parent, (int)group, kilobytes << 10)
            : null;
    }

    private static bool TryRead(string text, out long number) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
}
