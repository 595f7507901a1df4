using System.Globalization;
using System.Text;
using AsyncPS.Services.Stopping;

namespace AsyncPS.Services.Units;

/// <summary>A service as a unit of systemd. Pure.</summary>
internal static class SystemdUnit
{
    public static string Render(ServiceDefinition service)
    {
        var isSystem = service.Scope == ServiceScope.System;
        var unit = new StringBuilder();
        unit.Append(CultureInfo.InvariantCulture, $"""
            # {ServiceMark.Write(service)}
            # Made by Register-AsyncService. Change it with a drop-in: systemctl edit {service.Name}
            [Unit]
            Description=AsyncPS dispatcher {service.Name}: queue {Plain(string.Join(", ", service.Queues))}
            {(isSystem ? "Wants=network-online.target\nAfter=network-online.target\n" : "")}StartLimitIntervalSec=0

            [Service]
            Type=notify
            NotifyAccess=main
            ExecStart={string.Join(' ', service.CommandLine.Skip(1).Select(Quote).Prepend(QuoteNoVariable(service.CommandLine[0])))}
            {(isSystem ? $"User={service.User}\n" : "")}{Variables(service)}WatchdogSec={Seconds(service.DeathInterval)}
            TimeoutStartSec=120
            # Without a limit: a server that is away for an hour must not end the service for good.
            Restart=on-failure
            RestartSec=10
            # Asked to stop, it interrupted jobs and put them back: no failure.
            SuccessExitStatus={StopRules.Interrupted} {StopRules.Abandoned}
            # SIGTERM goes to the dispatcher alone: processes that jobs have started are to end with their jobs.
            KillSignal=SIGTERM
            KillMode=mixed
            TimeoutStopSec={Seconds(service.KillAfter)}
            # A job whose child is killed for want of memory fails; the others go on.
            OOMPolicy=continue
            SyslogIdentifier={service.Name}

            """);
        if (isSystem)
        {
            // More would imply NoNewPrivileges, which takes sudo and ping from jobs (ADR 0019).
            unit.Append("ProtectControlGroups=yes\nKeyringMode=private\n");
        }

        unit.Append(CultureInfo.InvariantCulture, $"""

            [Install]
            WantedBy={(isSystem ? "multi-user.target" : "default.target")}

            """);
        return unit.Replace("\r\n", "\n").ToString();
    }

    /// <summary>One word of a command line, for systemd alone: it knows specifiers and variables even within quotes.</summary>
    internal static string Quote(string word)
    {
        var text = new StringBuilder("\"");
        foreach (var character in word)
        {
            text.Append(character switch
            {
                '\\' => "\\\\",
                '"' => "\\\"",
                '\n' => "\\n",
                '\r' => "",
                '%' => "%%",
                '$' => "$$",
                _ => character.ToString(),
            });
        }

        return text.Append('"').ToString();
    }

    // A value that is no command line: specifiers are special, and where the line ends; a backslash there continues it.
    private static string Plain(string text)
    {
        var line = string.Concat(text.Select(each => char.IsControl(each) ? ' ' : each))
            .Replace("%", "%%", StringComparison.Ordinal);
        return line.EndsWith('\\') ? line + "." : line;
    }

    private static string Variables(ServiceDefinition service) => string.Concat(service.Environment.Select(
        each => $"Environment={QuoteNoVariable($"{each.Key}={each.Value}")}\n"));

    // Where systemd knows no variables, which is in the path of a program and in an environment, a $ is one.
    private static string QuoteNoVariable(string word) => Quote(word).Replace("$$", "$", StringComparison.Ordinal);

    private static string Seconds(TimeSpan span) =>
        Math.Ceiling(span.TotalSeconds).ToString(CultureInfo.InvariantCulture);
}
