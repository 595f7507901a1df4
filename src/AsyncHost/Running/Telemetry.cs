namespace AsyncHost.Running;

/// <summary>What the engine would tell its makers of each start and each module.</summary>
internal static class Telemetry
{
    /// <summary>Turns it off, here and in shells that are started from here.</summary>
    public static void TurnOff() => Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
}
