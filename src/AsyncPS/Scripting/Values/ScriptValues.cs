using AsyncEngine.Calls.Values;

namespace AsyncPS.Scripting.Values;

/// <summary>The codec of everything that PowerShell hands to the engine or takes from it.</summary>
internal static class ScriptValues
{
    /// <summary>Knows the engine's types and PowerShell's. Needs a current runspace for what only CLIXML can do.</summary>
    public static ValueCodec Codec { get; } = new(new PowerShellValues());
}
