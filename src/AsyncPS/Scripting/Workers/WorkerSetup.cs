using System.Management.Automation.Runspaces;
using System.Reflection;

namespace AsyncPS.Scripting.Workers;

/// <summary>
/// What a worker's session begins with: assemblies, modules, a script. What fails there would fail each of its jobs, so
/// it fails the worker instead: <c>WorkerSetupFailed</c>.
/// </summary>
internal static class WorkerSetup
{
    // Import-Module goes on after such errors; those that a module writes itself have other names.
    private const string OfImportModule = ",Microsoft.PowerShell.Commands.ImportModuleCommand";

    public static void LoadAssembly(string path)
    {
        try
        {
            Assembly.LoadFrom(path);
        }
        catch (Exception error) when (error is IOException or BadImageFormatException)
        {
            throw Failed($"cannot load the assembly '{path}': {error.Message}", error);
        }
    }

    /// <summary>Imports a module. Errors that it only writes are let pass, as an import at a prompt lets them pass.</summary>
    /// <param name="shell">An empty one, in the session.</param>
    /// <param name="module">Its name or path.</param>
    public static void ImportModule(PowerShell shell, string module)
    {
        try
        {
            shell.AddCommand("Import-Module").AddParameter("Name", module).AddParameter("Global", true).Invoke();
        }
        catch (RuntimeException error) when (error is not PipelineStoppedException)
        {
            throw Failed($"cannot import the module '{module}': {error.Message}", error);
        }

        if (shell.HadErrors && shell.Streams.Error.FirstOrDefault(IsOfImportModule) is { } refusal)
        {
            throw Failed($"cannot import the module '{module}': {refusal}", refusal.Exception);
        }
    }

    /// <summary>The same for a session in which nothing runs.</summary>
    public static void ImportModule(Runspace runspace, string module)
    {
        using var shell = PowerShell.Create();
        shell.Runspace = runspace;
        ImportModule(shell, module);
    }

    public static void RunScript(Runspace runspace, string script)
    {
        using var shell = PowerShell.Create();
        shell.Runspace = runspace;
        try
        {
            shell.AddScript(script, useLocalScope: false).Invoke();
        }
        catch (RuntimeException error)
        {
            throw Failed($"failed in its initialization script: {error.Message} {error.ErrorRecord.ScriptStackTrace}", error);
        }
    }

    private static bool IsOfImportModule(ErrorRecord error) =>
        error.FullyQualifiedErrorId.EndsWith(OfImportModule, StringComparison.Ordinal);

    private static AsyncEngineException Failed(string what, Exception error) =>
        new(ErrorIds.WorkerSetupFailed, $"A worker {what}", error);
}
