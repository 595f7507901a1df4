using AsyncPS.Errors;
using AsyncPS.Services.Units;

namespace AsyncPS.Services.Installing;

/// <summary>The service manager of this machine: does plans, and says how a service is.</summary>
internal static class ServiceManager
{
    /// <summary>Whether it runs here, so that it can be told anything. A container image is built without it.</summary>
    public static bool IsRunning(ServiceKind kind, ServiceScope scope)
    {
        if (kind != ServiceKind.Systemd)
        {
            return kind == ServicePlaces.DefaultKind;
        }

        return Directory.Exists("/run/systemd/system") && (scope == ServiceScope.System ||
            (Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") is { Length: > 0 } runtime &&
                Directory.Exists(Path.Combine(runtime, "systemd"))));
    }

    /// <summary>Does what was planned.</summary>
    /// <param name="plan">What.</param>
    /// <param name="isRunning">Whether the manager runs: else its commands are left out.</param>
    /// <exception cref="AsyncEngineException"><c>ServiceAccessDenied</c>, <c>ServiceCommandFailed</c>.</exception>
    public static void Do(ServicePlan plan, bool isRunning)
    {
        if (isRunning)
        {
            foreach (var command in plan.Before)
            {
                Command.Run(command);
            }
        }

        Change(plan);
        foreach (var command in isRunning ? plan.After : [])
        {
            if (Command.Run(command) is not (0, _) and var run)
            {
                throw Refusals.ServiceCommandFailed(command, run?.Text ?? "There is no such program.");
            }
        }
    }

    /// <summary>active, inactive, failed, ... as the manager says it; null when it does not run here.</summary>
    public static string? StateOf(string name, ServiceKind kind, ServiceScope scope)
    {
        if (!IsRunning(kind, scope))
        {
            return null;
        }

        return kind switch
        {
            ServiceKind.Systemd => Command.Ask(ServicePlans.Systemctl(scope, "is-active", ServicePlans.Unit(name)))?.Text,
            ServiceKind.Launchd => Command.Ask(["launchctl", "list", name]) is (0, _) ? "active" : "inactive",
            _ => Command.Ask(["schtasks.exe", "/Query", "/TN", $"AsyncPS\\{name}", "/V", "/FO", "CSV", "/NH"]) is (0, var line)
                ? WindowsTask.StateOf(line)
                : "inactive",
        };
    }

    private static void Change(ServicePlan plan)
    {
        var path = plan.Write?.Path ?? plan.Delete!;
        try
        {
            if (plan.Write is { } file)
            {
                UnitFile.Write(file);
            }

            if (plan.Delete is { } old)
            {
                File.Delete(old);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Refusals.ServiceAccessDenied(path, exception.Message);
        }
    }
}
