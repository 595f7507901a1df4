using System.Runtime.CompilerServices;

namespace Unit.Scripting;

/// <summary>Lets this process run script files on Windows, as pwsh does; the engine alone refuses them all there.</summary>
internal static class WindowsPolicy
{
    [ModuleInitializer]
    internal static void Set()
    {
        if (OperatingSystem.IsWindows())
        {
            Environment.SetEnvironmentVariable("PSExecutionPolicyPreference", "RemoteSigned");
        }
    }
}
