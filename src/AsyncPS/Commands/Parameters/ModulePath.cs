namespace AsyncPS.Commands.Parameters;

/// <summary>What a name of a module means to a worker, which is somewhere else.</summary>
internal static class ModulePath
{
    /// <summary>A module by path is found from here; one by name is left to the worker.</summary>
    public static string Of(string name, PathIntrinsics paths) =>
        name.IndexOfAny(['/', '\\']) >= 0 ? paths.GetUnresolvedProviderPathFromPSPath(name) : name;
}
