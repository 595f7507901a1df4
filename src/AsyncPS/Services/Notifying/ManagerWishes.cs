using System.Globalization;

namespace AsyncPS.Services.Notifying;

/// <summary>What a service manager has said in this process's environment. Pure.</summary>
/// <param name="NotifyAddress">Where it wants to hear of the service; null = nowhere.</param>
/// <param name="Watchdog">How often it must hear at least; null = it does not watch.</param>
/// <param name="HasJournal">Whether standard error goes to the journal.</param>
internal sealed record ManagerWishes(string? NotifyAddress, TimeSpan? Watchdog, bool HasJournal)
{
    /// <param name="variable">Gives an environment variable.</param>
    /// <param name="processId">Of this process: wishes may be meant for another one.</param>
    /// <param name="standardError">What standard error is, as /proc names it: <c>socket:[123]</c>.</param>
    public static ManagerWishes Read(Func<string, string?> variable, int processId, string? standardError) => new(
        Address(variable("NOTIFY_SOCKET")),
        WatchdogOf(variable, processId),
        IsJournal(variable("JOURNAL_STREAM"), standardError));

    /// <inheritdoc cref="Read"/>
    public static ManagerWishes ReadHere() => Read(
        Environment.GetEnvironmentVariable,
        Environment.ProcessId,
        OperatingSystem.IsLinux() ? new FileInfo("/proc/self/fd/2").LinkTarget : null);

    // systemd.exec(5): device and number of the stream. Whoever is started from a service inherits the variable, a desktop's
    // terminals too, and writes elsewhere.
    private static bool IsJournal(string? stream, string? standardError) =>
        stream?.Split(':') is [_, { Length: > 0 } number] &&
        standardError?.EndsWith($":[{number}]", StringComparison.Ordinal) == true;

    // sd_notify(3): a path begins with / and an abstract name with @; what else there may be (vsock) is not for us.
    private static string? Address(string? text) => text is { Length: > 1 } && text[0] is '/' or '@' ? text : null;

    private static TimeSpan? WatchdogOf(Func<string, string?> variable, int processId)
    {
        var isForOther = variable("WATCHDOG_PID") is { Length: > 0 } pid &&
            pid != processId.ToString(CultureInfo.InvariantCulture);
        return !isForOther && long.TryParse(
            variable("WATCHDOG_USEC"), NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds) &&
            microseconds > 0
            ? TimeSpan.FromMicroseconds(microseconds)
            : null;
    }
}
