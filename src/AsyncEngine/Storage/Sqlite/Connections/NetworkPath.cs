namespace AsyncEngine.Storage.Sqlite.Connections;

/// <summary>Whether a folder is on another machine.</summary>
internal static class NetworkPath
{
    // \\?\C:\folder and \\.\C:\folder are paths of this machine.
    private const int DeviceLength = 4;

    /// <param name="folder">Its full path.</param>
    public static bool Is(string folder)
    {
        if (IsShare(folder))
        {
            return OperatingSystem.IsWindows();
        }

        var path = IsDevice(folder) ? folder[DeviceLength..] : folder;
        return HasDrive(path) && new DriveInfo(path).DriveType == DriveType.Network;
    }

    /// <summary>Whether a path of Windows names a share of some machine. Pure.</summary>
    public static bool IsShare(string path) => IsDevice(path)
        ? path.AsSpan(DeviceLength).StartsWith(@"UNC\", StringComparison.OrdinalIgnoreCase)
        : path.StartsWith(@"\\", StringComparison.Ordinal);

    private static bool IsDevice(string path) =>
        path.StartsWith(@"\\?\", StringComparison.Ordinal) || path.StartsWith(@"\\.\", StringComparison.Ordinal);

    // A volume without a letter is no drive there, and no network's.
    private static bool HasDrive(string path) => !OperatingSystem.IsWindows() || (path.Length > 1 && path[1] == ':');
}
