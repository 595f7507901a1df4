using AsyncEngine.Storage;
using AsyncPS.Errors;

namespace AsyncPS.Commands.Parameters;

/// <summary>What -Isolation and -MaxMemory mean together. Pure.</summary>
internal static class IsolationParameters
{
    /// <summary>The least that -MaxMemory takes: with less no PowerShell starts.</summary>
    public const long LeastMemory = 64 << 20;

    /// <summary>Refuses a limit of memory where there is no process to limit.</summary>
    public static void Check(JobIsolation? isolation, long? maxMemory)
    {
        if (maxMemory is not null && isolation is JobIsolation.Shared or JobIsolation.Fresh)
        {
            throw Refusals.ArgumentInvalid(
                $"-MaxMemory limits a job's own process, and -Isolation {isolation} gives it none. Use -Isolation Process.");
        }
    }

    /// <summary>How far apart; a limit of memory alone means a process.</summary>
    public static JobIsolation? Of(JobIsolation? isolation, long? maxMemory) =>
        isolation ?? (maxMemory is null ? null : JobIsolation.Process);

    /// <summary>The same as an agent has it.</summary>
    public static AgentRunner ToRunner(JobIsolation? isolation, long? maxMemory)
    {
        Check(isolation, maxMemory);
        return new AgentRunner(Of(isolation, maxMemory)?.ToString(), maxMemory);
    }

    public static AsyncEngineException OfMethod() => Refusals.ArgumentInvalid(
        "-Isolation and -MaxMemory are for scripts: a .NET method runs in the dispatcher's process. Call it from a script "
        + "to have it in a process of its own: Add-AsyncJob { [Type]::Method() } -Isolation Process.");
}
