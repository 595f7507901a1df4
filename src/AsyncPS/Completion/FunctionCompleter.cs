namespace AsyncPS.Completion;

/// <summary>Completes names of the functions that belong to the session and to no module.</summary>
internal sealed class FunctionCompleter : SessionCompleter
{
    // A shell is born with functions, such as prompt and cd..: nobody gives them to a job.
    private static readonly HashSet<string> Born = new(StringComparer.OrdinalIgnoreCase)
    {
        "cd..", "cd\\", "cd~", "Clear-Host", "exec", "help", "mkdir", "oss", "Pause", "prompt", "TabExpansion2",
    };

    protected override IEnumerable<Candidate> Find()
    {
        using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        shell.AddScript("$ExecutionContext.InvokeCommand.GetCommands('*', 'Function,Filter', $true)");
        return shell.Invoke<FunctionInfo>()
            .Where(function => function.ModuleName.Length == 0 && function.Name.Length > 2 && !Born.Contains(function.Name))
            .OrderBy(function => function.Name, StringComparer.OrdinalIgnoreCase)
            .Select(function => new Candidate(function.Name, OneLine.Of(function.Definition, 80)))
            .ToArray();
    }
}
