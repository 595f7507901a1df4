namespace AsyncPS.Scripting.Isolation;

/// <summary>Where a worker began: location, location stack, drives and where each of them stood.</summary>
internal sealed class LocationBaseline
{
    private const string DefaultStack = "default";

    private readonly string _location;
    private readonly int _stacked;
    private readonly Dictionary<string, string> _drives = new(StringComparer.OrdinalIgnoreCase);

    public LocationBaseline(PSCmdlet command)
    {
        var paths = command.SessionState.Path;
        _location = paths.CurrentLocation.Path;
        _stacked = paths.LocationStack(DefaultStack).Count;
        foreach (var drive in command.SessionState.Drive.GetAll())
        {
            _drives[drive.Name] = drive.CurrentLocation;
        }
    }

    /// <summary>Puts back what differs. False if a drive was removed.</summary>
    public bool Restore(PSCmdlet command)
    {
        var paths = command.SessionState.Path;
        if (!paths.CurrentLocation.Path.Equals(_location, StringComparison.Ordinal))
        {
            paths.SetLocation(WildcardPattern.Escape(_location));
        }

        var stack = paths.LocationStack(DefaultStack);
        while (stack.Count > _stacked)
        {
            stack.Pop();
        }

        return stack.Count == _stacked && RestoreDrives(command.SessionState.Drive);
    }

    private bool RestoreDrives(DriveManagementIntrinsics drives)
    {
        var seen = 0;
        foreach (var drive in drives.GetAll())
        {
            if (!_drives.TryGetValue(drive.Name, out var location))
            {
                drives.Remove(drive.Name, force: true, scope: "global");
                continue;
            }

            seen++;
            if (drive.CurrentLocation != location)
            {
                drive.CurrentLocation = location;
            }
        }

        return seen == _drives.Count;
    }
}
