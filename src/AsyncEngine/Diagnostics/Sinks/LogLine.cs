using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;

namespace AsyncEngine.Diagnostics.Sinks;

/// <summary>The text of a log entry. Pure.</summary>
internal static class LogLine
{
    private const string Indent = "    ";

    /// <summary>
    /// For a file: time in UTC, level, event number, text. Further lines are indented, so that each line that begins with
    /// a digit is an entry.
    /// </summary>
    public static string ForFile(LogEntry entry)
    {
        var text = new StringBuilder();
        text.Append(entry.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture))
            .Append(' ').Append(Word(entry.Level)).Append(' ');
        if (entry.EventId != 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"[{entry.EventId}] ");
        }

        text.AppendJoin("\n" + Indent, Lines(entry)).Append('\n');
        return text.ToString();
    }

    /// <summary>
    /// For the journal of systemd: each line with its priority in front, as sd-daemon(3) says; the journal has the time.
    /// </summary>
    public static string ForJournal(LogEntry entry)
    {
        var text = new StringBuilder();
        foreach (var line in Lines(entry))
        {
            text.Append(CultureInfo.InvariantCulture, $"<{Priority(entry.Level)}>{line}\n");
        }

        return text.ToString();
    }

    /// <summary>
    /// For a stream of PowerShell: one line, with the number in front. Stacks are left out: a job has its own, and a file
    /// has the rest.
    /// </summary>
    public static string ForPipeline(LogEntry entry)
    {
        var number = entry.EventId == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"[{entry.EventId}] ");
        var cause = entry.Exception is null ? "" : $" ({entry.Exception.GetType().Name}: {FirstLine(entry.Exception.Message)})";
        return number + FirstLine(entry.Message) + cause;
    }

    private static string FirstLine(string text) => text.ReplaceLineEndings("\n").Split('\n', 2)[0];

    private static string[] Lines(LogEntry entry)
    {
        var whole = entry.Exception is null ? entry.Message : $"{entry.Message}\n{entry.Exception}";
        return whole.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
    }

    private static int Priority(LogLevel level) => level switch
    {
        LogLevel.Critical => 2,
        LogLevel.Error => 3,
        LogLevel.Warning => 4,
        LogLevel.Information => 6,
        _ => 7,
    };

    private static string Word(LogLevel level) => level switch
    {
        LogLevel.Critical => "CRIT ",
        LogLevel.Error => "ERROR",
        LogLevel.Warning => "WARN ",
        LogLevel.Information => "INFO ",
        _ => "DEBUG",
    };
}
