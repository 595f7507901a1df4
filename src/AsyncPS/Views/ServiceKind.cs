namespace AsyncPS;

/// <summary>Who starts a service, watches it and stops it.</summary>
public enum ServiceKind
{
    /// <summary>systemd, by a unit.</summary>
    Systemd,

    /// <summary>The task scheduler of Windows, by a task that starts with the machine or at logon.</summary>
    WindowsTask,

    /// <summary>launchd of macOS, by a property list.</summary>
    Launchd,
}
