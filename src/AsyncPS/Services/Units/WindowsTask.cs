using System.Text;
using System.Xml.Linq;

namespace AsyncPS.Services.Units;

/// <summary>A service as a task of the Windows task scheduler. Pure.</summary>
internal static class WindowsTask
{
    private static readonly XNamespace Schema = "http://schemas.microsoft.com/windows/2004/02/mit/task";

    private const string ServiceAuthority = "NT AUTHORITY\\";

    // Columns of schtasks, and SCHED_S_TASK_RUNNING.
    private const int Status = 3;
    private const int LastResult = 6;
    private const string ItRuns = "267009";

    // These accounts have no password and no logon of their own, and names in the language of their Windows.
    private static readonly Dictionary<string, string> ServiceAccounts = new(StringComparer.OrdinalIgnoreCase)
    {
        ["SYSTEM"] = "S-1-5-18", ["LOCAL SERVICE"] = "S-1-5-19", ["NETWORK SERVICE"] = "S-1-5-20",
    };

    public static string Render(ServiceDefinition service)
    {
        var isSystem = service.Scope == ServiceScope.System;
        var task = new XDocument(
            new XComment($" {ServiceMark.Write(service)} "),
            Node("Task", new XAttribute("version", "1.2"),
                Node("RegistrationInfo", Node("Description", $"AsyncPS dispatcher {service.Name}")),
                Node("Triggers", isSystem
                    ? Node("BootTrigger", Node("Enabled", "true"))
                    : Node("LogonTrigger", Node("Enabled", "true"), Node("UserId", service.User))),
                Node("Principals", Node("Principal", new XAttribute("id", "Author"),
                    Account(service.User, isSystem),
                    Node("RunLevel", "LeastPrivilege"))),
                Settings(),
                Node("Actions", new XAttribute("Context", "Author"),
                    Node("Exec",
                        Node("Command", service.CommandLine[0]),
                        Node("Arguments", string.Join(' ', service.CommandLine.Skip(1).Select(Quote)))))));
        return $"<?xml version=\"1.0\" encoding=\"UTF-16\"?>\n{task}\n".ReplaceLineEndings("\r\n");
    }

    /// <summary>
    /// Running, or what the scheduler says, in the language of its Windows: that it runs is known by the last result, which
    /// is a number everywhere.
    /// </summary>
    /// <param name="line">What <c>schtasks /Query /V /FO CSV /NH</c> says of a task.</param>
    internal static string StateOf(string line)
    {
        var fields = line.Split('\n')[0].Trim().Trim('"').Split("\",\"");
        return fields.Length <= LastResult ? "" : fields[LastResult] == ItRuns ? "Running" : fields[Status];
    }

    /// <summary>One word of a command line, as CommandLineToArgvW reads it back.</summary>
    internal static string Quote(string word)
    {
        if (word.Length > 0 && !word.AsSpan().ContainsAny(" \t\"\n"))
        {
            return word;
        }

        var text = new StringBuilder("\"");
        var backslashes = 0;
        foreach (var character in word)
        {
            if (character == '\\')
            {
                backslashes++;
                continue;
            }

            // Backslashes count for two only in front of a quotation mark.
            text.Append('\\', character == '"' ? (backslashes * 2) + 1 : backslashes).Append(character);
            backslashes = 0;
        }

        return text.Append('\\', backslashes * 2).Append('"').ToString();
    }

    private static XElement Settings() => Node("Settings",
        Node("MultipleInstancesPolicy", "IgnoreNew"),
        Node("DisallowStartIfOnBatteries", "false"),
        Node("StopIfGoingOnBatteries", "false"),
        Node("AllowHardTerminate", "true"),
        Node("StartWhenAvailable", "true"),
        Node("RunOnlyIfNetworkAvailable", "false"),
        Node("ExecutionTimeLimit", "PT0S"),
        Node("Priority", "7"),
        Node("RestartOnFailure", Node("Interval", "PT1M"), Node("Count", "999")));

    // S4U: it runs whether the account is logged on or not, and no password is kept; it has no access to shares then.
    // The schema has no type of logon for those that have none.
    private static XElement[] Account(string user, bool isSystem) => ServiceAccountOf(user) is { } sid
        ? [Node("UserId", sid)]
        : [Node("UserId", user), Node("LogonType", isSystem ? "S4U" : "InteractiveToken")];

    private static string? ServiceAccountOf(string user) => ServiceAccounts.GetValueOrDefault(
        user.StartsWith(ServiceAuthority, StringComparison.OrdinalIgnoreCase) ? user[ServiceAuthority.Length..] : user);

    private static XElement Node(string name, params object[] content) => new(Schema + name, content);
}
