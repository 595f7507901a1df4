namespace AsyncHost.Running;

/// <summary>Keeps the modules of another PowerShell, whose child this process may be, out of the way.</summary>
internal static class ModulePath
{
    private const string Variable = "PSModulePath";
    private const string OfAShell = "Microsoft.PowerShell.Management";

    /// <summary>
    /// Takes folders off the path that hold a shell's own modules: those load in that shell alone, and the engine adds
    /// this host's itself.
    /// </summary>
    public static void Clean()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { } path)
        {
            IEnumerable<string> kept = path.Split(Path.PathSeparator)
                .Where(folder => !Directory.Exists(Path.Combine(folder, OfAShell)));
            Environment.SetEnvironmentVariable(Variable, string.Join(Path.PathSeparator, kept));
        }
    }
}
