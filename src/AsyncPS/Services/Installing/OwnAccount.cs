namespace AsyncPS.Services.Installing;

/// <summary>The account of this process, as a service manager takes it.</summary>
internal static class OwnAccount
{
    // On Windows a machine and its domain may each have an account of one name, and the machine's comes first.
    public static string Name { get; } = OperatingSystem.IsWindows()
        ? $@"{Environment.UserDomainName}\{Environment.UserName}"
        : Environment.UserName;

    /// <summary>Whether a name is this account's; on Windows also without the domain.</summary>
    public static bool Is(string name) => OperatingSystem.IsWindows()
        ? string.Equals(name, Name, StringComparison.OrdinalIgnoreCase) ||
            string.Equals(name, Environment.UserName, StringComparison.OrdinalIgnoreCase)
        : name == Name;
}
