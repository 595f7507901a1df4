using System.Globalization;

namespace AsyncPS;

/// <summary>Text that the module's tables and lists show. Public, because format files can call nothing else.</summary>
public static class DisplayText
{
    private const string MethodInvocation = "System.Management.Automation.MethodInvocationException";

    private static readonly string[] ByteUnits = ["B", "KB", "MB", "GB", "TB"];

    /// <summary>A duration as people say it: <c>350ms</c>, <c>12.3s</c>, <c>3m 12s</c>, <c>2h 05m</c>, <c>3d 4h</c>.</summary>
    /// <param name="duration">Null = an empty text.</param>
    public static string Duration(TimeSpan? duration) => duration is { } span
        ? span switch
        {
            { Ticks: 0 } => "0s",
            { TotalMilliseconds: < 1 } => "<1ms",
            { TotalMilliseconds: < 999.5 } => Text($"{span.TotalMilliseconds:0}ms"),
            { TotalSeconds: < 59.95 } => Text($"{span.TotalSeconds:0.0}s"),
            { TotalHours: < 1 } => Text($"{span.Minutes}m {span.Seconds:00}s"),
            { TotalDays: < 1 } => Text($"{span.Hours}h {span.Minutes:00}m"),
            _ => Text($"{span.Days}d {span.Hours}h"),
        }
        : "";

    /// <summary>How far a moment is from now: <c>3m ago</c>, <c>in 2h</c>, <c>now</c>.</summary>
    /// <param name="moment">Null = an empty text.</param>
    public static string Distance(DateTimeOffset? moment)
    {
        if (moment is not { } when)
        {
            return "";
        }

        var distance = when - TimeProvider.System.GetUtcNow();
        return distance.Duration() < TimeSpan.FromSeconds(1)
            ? "now"
            : distance > TimeSpan.Zero ? $"in {Largest(distance)}" : $"{Largest(-distance)} ago";
    }

    /// <summary>How far a moment is from now, also of an object that comes from another session.</summary>
    /// <param name="moment">A moment, or what remoting or a file made of one. Null = an empty text.</param>
    public static string Age(PSObject? moment) => Distance(Foreign.Moment(moment));

    /// <summary>A moment in local time, as the session's culture writes it.</summary>
    /// <param name="moment">As with <see cref="Age"/>.</param>
    public static string Time(PSObject? moment) => Text($"{Foreign.Moment(moment)?.LocalDateTime}");

    /// <summary>The name of a value such as a status, also of an object that comes from another session.</summary>
    /// <param name="value">Null = an empty text.</param>
    public static string Word(PSObject? value) => value?.ToString() ?? "";

    /// <summary>A number of bytes: <c>812 B</c>, <c>1.4 MB</c>.</summary>
    /// <param name="bytes">How many.</param>
    public static string Size(long bytes)
    {
        double size = bytes;
        var unit = 0;
        while (size >= 1_000 && unit < ByteUnits.Length - 1)
        {
            size /= 1_024;
            unit++;
        }

        return Text($"{size:0.#} {ByteUnits[unit]}");
    }

    /// <summary>The one thing that a row should say about a job: why it failed or waits, how far it is, what it runs.</summary>
    /// <param name="job">The job, also one that comes from another session.</param>
    public static string Detail(PSObject job)
    {
        ArgumentNullException.ThrowIfNull(job);
        var text = job.BaseObject switch
        {
            Job known => DetailOf(known),
            _ => Foreign.Detail(job),
        };
        return OneLine.Of(text, 500);
    }

    private static string DetailOf(Job job) =>
        job switch
        {
            { Error: { } error } => Reason(error).Message,
            { WaitingFor: { } reason } => reason,
            { Status: JobStatus.Active, Progress: { } progress } => progress.ToString(),
            _ => job.Call,
        };

    /// <summary>PowerShell wraps what a .NET method threw in a sentence about the call; a row has room for the reason only.</summary>
    private static JobError Reason(JobError error) =>
        error is { Type: MethodInvocation, Inner: { } inner } ? inner : error;

    /// <summary>A value in one line: <c>n=1; list=1, 2</c>.</summary>
    /// <param name="value">Null = an empty text.</param>
    public static string Value(object? value) => OneLine.Of(ValueText(value, depth: 0), 200);

    private static string ValueText(object? value, int depth) => (value is PSObject wrapper ? wrapper.BaseObject : value) switch
    {
        null => "",
        string text => text,
        _ when depth > 3 => "...",
        IDictionary table => string.Join("; ", table.Cast<DictionaryEntry>()
            .OrderBy(entry => $"{entry.Key}", StringComparer.CurrentCultureIgnoreCase)
            .Select(entry => $"{entry.Key}={ValueText(entry.Value, depth + 1)}")),
        IEnumerable items => string.Join(", ", items.Cast<object?>().Take(20).Select(item => ValueText(item, depth + 1))),
        PSCustomObject => string.Join("; ", PSObject.AsPSObject(value).Properties
            .Select(property => $"{property.Name}={ValueText(property.Value, depth + 1)}")),
        var other => Text($"{other}"),
    };

    private static string Largest(TimeSpan span) => span switch
    {
        { TotalSeconds: < 59.5 } => Text($"{span.TotalSeconds:0}s"),
        { TotalHours: < 1 } => Text($"{span.Minutes}m"),
        { TotalDays: < 1 } => Text($"{span.Hours}h"),
        _ => Text($"{span.Days}d"),
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.CurrentCulture);
}
