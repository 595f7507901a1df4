using AsyncEngine.Calls;
using AsyncEngine.Storage;

namespace AsyncPS.Scripting.Isolation;

/// <summary>How one call is kept apart: what its job says, else what its agent says.</summary>
/// <param name="Isolation">How far.</param>
/// <param name="MaxMemory">How many bytes its process may have; null = no limit.</param>
internal readonly record struct IsolationChoice(JobIsolation Isolation, long? MaxMemory)
{
    public static IsolationChoice Of(ScriptInvocation invocation) =>
        Of(ScriptSettings.Decode(invocation.Settings), invocation.Context.Runner);

    public static IsolationChoice Of(ScriptSettings settings, AgentRunner agent)
    {
        var isolation = settings.Isolation ?? Read(agent.Isolation) ?? JobIsolation.Shared;
        return isolation == JobIsolation.Process
            ? new IsolationChoice(isolation, settings.MaxMemory ?? agent.MaxMemory)
            : new IsolationChoice(isolation, null);
    }

    /// <summary>A stored word; null for none, and for one that a newer version wrote.</summary>
    public static JobIsolation? Read(string? word) =>
        Enum.TryParse<JobIsolation>(word, out var isolation) && Enum.IsDefined(isolation) ? isolation : null;
}
