namespace AsyncPS.Services.Units;

/// <summary>Where the files of services are.</summary>
/// <param name="variable">Gives an environment variable.</param>
/// <param name="home">The home folder of the account that asks.</param>
internal sealed class ServicePlaces(Func<string, string?> variable, string home)
{
    public static ServicePlaces Here { get; } = new(
        Environment.GetEnvironmentVariable, Environment.GetFolderPath(Environment.SpecialFolder.UserProfile));

    /// <summary>What manages services on this machine.</summary>
    public static ServiceKind DefaultKind =>
        OperatingSystem.IsWindows() ? ServiceKind.WindowsTask
        : OperatingSystem.IsMacOS() ? ServiceKind.Launchd
        : ServiceKind.Systemd;

    public string Folder(ServiceKind kind, ServiceScope scope) => (kind, scope) switch
    {
        (ServiceKind.Systemd, ServiceScope.System) => "/etc/systemd/system",
        (ServiceKind.Systemd, _) => Path.Combine(Named("XDG_CONFIG_HOME") ?? Path.Combine(home, ".config"), "systemd", "user"),
        (ServiceKind.Launchd, ServiceScope.System) => "/Library/LaunchDaemons",
        (ServiceKind.Launchd, _) => Path.Combine(home, "Library", "LaunchAgents"),
        (_, ServiceScope.System) => Path.Combine(Named("ProgramData") ?? "C:\\ProgramData", "AsyncPS", "services"),
        _ => Path.Combine(Named("LOCALAPPDATA") ?? home, "AsyncPS", "services"),
    };

    public string PathOf(string name, ServiceKind kind, ServiceScope scope) =>
        Path.Combine(Folder(kind, scope), name + Extension(kind));

    /// <summary>
    /// Where else the manager finds a service of that name: a file of ours would take the place of one that came with the
    /// system.
    /// </summary>
    public static IEnumerable<string> Elsewhere(string name, ServiceKind kind, ServiceScope scope)
    {
        string[] folders = (kind, scope) switch
        {
            (ServiceKind.Systemd, ServiceScope.System) => ["/usr/local/lib/systemd", "/usr/lib/systemd", "/lib/systemd", "/run/systemd"],
            (ServiceKind.Systemd, _) => ["/etc/systemd", "/usr/local/lib/systemd", "/usr/lib/systemd", "/lib/systemd"],
            _ => [],
        };
        return folders.Select(folder => $"{folder}/{(scope == ServiceScope.System ? "system" : "user")}/{name}{Extension(kind)}");
    }

    public static string Extension(ServiceKind kind) => kind switch
    {
        ServiceKind.Systemd => ".service",
        ServiceKind.Launchd => ".plist",
        _ => ".xml",
    };

    /// <summary>Where a service logs that has no journal and was told nothing; null = the journal.</summary>
    public string? DefaultLog(string name, ServiceKind kind, ServiceScope scope) => (kind, scope) switch
    {
        (ServiceKind.Systemd, _) => null,
        (ServiceKind.Launchd, ServiceScope.System) => $"/Library/Logs/{name}.log",
        (ServiceKind.Launchd, _) => Path.Combine(home, "Library", "Logs", name + ".log"),
        _ => Path.Combine(Path.GetDirectoryName(Folder(kind, scope))!, "logs", name + ".log"),
    };

    private string? Named(string name) => variable(name) is { Length: > 0 } text ? text : null;
}
