namespace AsyncPS.Scripting.Processes;

/// <summary>What a child's environment says for its own start. No job sees it.</summary>
internal static class ChildEnvironment
{
    private const string PipeVariable = "ASYNCPS_PIPE";
    private const string HooksVariable = "DOTNET_STARTUP_HOOKS";

    /// <summary>Name of the pipe that this process has to come to; null when it is nobody's child.</summary>
    public static string? Pipe => Environment.GetEnvironmentVariable(PipeVariable) is { Length: > 0 } pipe ? pipe : null;

    private static string Hook => typeof(ChildEnvironment).Assembly.Location;

    /// <summary>Has a child begin with <see cref="StartupHook"/>, after hooks that are there already.</summary>
    public static void AddTo(IDictionary<string, string?> environment, string pipe)
    {
        if (Hook.Contains(Path.PathSeparator, StringComparison.Ordinal))
        {
            return; // It would be read as two.
        }

        environment[PipeVariable] = pipe;
        environment[HooksVariable] = environment.TryGetValue(HooksVariable, out var others) && !string.IsNullOrEmpty(others)
            ? others + Path.PathSeparator + Hook
            : Hook;
    }

    /// <summary>Takes it out of this process's environment again.</summary>
    public static void Leave()
    {
        Environment.SetEnvironmentVariable(PipeVariable, null);
        var hooks = Environment.GetEnvironmentVariable(HooksVariable)?.Split(Path.PathSeparator) ?? [];
        var others = string.Join(Path.PathSeparator, hooks.Where(hook => hook != Hook));
        Environment.SetEnvironmentVariable(HooksVariable, others.Length > 0 ? others : null);
    }
}
