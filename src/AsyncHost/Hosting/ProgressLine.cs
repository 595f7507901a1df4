using System.Globalization;
using System.Management.Automation;
using System.Text;

namespace AsyncHost.Hosting;

/// <summary>One activity as one line of text: what, how far, what now, how long still.</summary>
internal static class ProgressLine
{
    private const int BarCells = 24;

    /// <summary>Lays the record out in at most <paramref name="width"/> - 1 cells: the last cell would wrap.</summary>
    public static string Render(ProgressRecord record, int width)
    {
        StringBuilder line = new(record.ParentActivityId >= 0 ? "  " : "");
        line.Append(OneLine(record.Activity));
        if (record.PercentComplete >= 0)
        {
            int done = record.PercentComplete * BarCells / 100;
            line.Append(" [").Append('#', done).Append('-', BarCells - done).Append("] ");
            line.Append(CultureInfo.InvariantCulture, $"{record.PercentComplete,3}%");
        }

        AppendPart(line, record.StatusDescription);
        AppendPart(line, record.CurrentOperation);
        if (record.SecondsRemaining >= 0)
        {
            AppendPart(line, $"{TimeSpan.FromSeconds(record.SecondsRemaining):hh\\:mm\\:ss} left");
        }

        return line.Length < width ? line.ToString() : line.ToString(0, Math.Max(1, width - 1));
    }

    private static void AppendPart(StringBuilder line, string? part)
    {
        if (!string.IsNullOrWhiteSpace(part))
        {
            line.Append("  ").Append(OneLine(part));
        }
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
