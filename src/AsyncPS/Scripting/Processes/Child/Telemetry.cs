namespace AsyncPS.Scripting.Processes.Child;

/// <summary>What PowerShell tells its makers of each session. A child is none, and would compile 280 methods for it.</summary>
internal static class Telemetry
{
    private const string OptOut = "POWERSHELL_TELEMETRY_OPTOUT";
    private const string Type = "Microsoft.PowerShell.Telemetry.ApplicationInsightsTelemetry";

    /// <summary>Turns it off for this process alone: the shell looks at the variable once, and a job sees it as it was.</summary>
    public static void TurnOff()
    {
        var before = Environment.GetEnvironmentVariable(OptOut);
        Environment.SetEnvironmentVariable(OptOut, "1");
        typeof(PSObject).Assembly.GetType(Type)?.GetProperty("CanSendTelemetry")?.GetValue(null);
        Environment.SetEnvironmentVariable(OptOut, before);
    }
}
