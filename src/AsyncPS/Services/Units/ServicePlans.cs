namespace AsyncPS.Services.Units;

/// <summary>Plans the installation and the removal of services. Pure.</summary>
internal static class ServicePlans
{
    public static ServicePlan Install(ServiceDefinition service, string path, bool start) => service.Kind switch
    {
        ServiceKind.Systemd => new ServicePlan
        {
            Write = new PlannedFile(path, SystemdUnit.Render(service)),
            After = Systemd(service.Scope, start
                ? [["daemon-reload"], ["enable", Unit(service.Name)], ["restart", Unit(service.Name)]]
                : [["daemon-reload"], ["enable", Unit(service.Name)]]),
        },
        ServiceKind.Launchd => new ServicePlan
        {
            Before = [["launchctl", "unload", path]],
            Write = new PlannedFile(path, LaunchdPlist.Render(service)),
            After = start ? [["launchctl", "load", "-w", path]] : [],
        },
        _ => new ServicePlan
        {
            Write = new PlannedFile(path, WindowsTask.Render(service), IsUtf16: true),
            After = start
                ? [Create(service.Name, path), ["schtasks.exe", "/Run", "/TN", Task(service.Name)]]
                : [Create(service.Name, path)],
        },
    };

    public static ServicePlan Remove(string name, ServiceKind kind, ServiceScope scope, string path) => kind switch
    {
        ServiceKind.Systemd => new ServicePlan
        {
            Before = Systemd(scope, [["disable", "--now", Unit(name)]]),
            Delete = path,
            After = Systemd(scope, [["daemon-reload"]]),
        },
        ServiceKind.Launchd => new ServicePlan { Before = [["launchctl", "unload", "-w", path]], Delete = path },
        _ => new ServicePlan
        {
            Before = [["schtasks.exe", "/End", "/TN", Task(name)], ["schtasks.exe", "/Delete", "/TN", Task(name), "/F"]],
            Delete = path,
        },
    };

    /// <summary>A command of systemctl in a scope.</summary>
    public static IReadOnlyList<string> Systemctl(ServiceScope scope, params string[] words) =>
        ["systemctl", .. scope == ServiceScope.User ? new[] { "--user" } : [], .. words];

    public static string Unit(string name) => name + ".service";

    private static IReadOnlyList<IReadOnlyList<string>> Systemd(ServiceScope scope, string[][] commands) =>
        [.. commands.Select(words => Systemctl(scope, words))];

    private static IReadOnlyList<string> Create(string name, string path) =>
        ["schtasks.exe", "/Create", "/TN", Task(name), "/XML", path, "/F"];

    private static string Task(string name) => $"AsyncPS\\{name}";
}
