namespace AsyncPS.Completion;

/// <summary>Completes names of modules: the folders of PSModulePath that have a module's name.</summary>
internal sealed class ModuleCompleter : SessionCompleter
{
    protected override IEnumerable<Candidate> Find() =>
        (Environment.GetEnvironmentVariable("PSModulePath") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(Directory.Exists)
            .SelectMany(Directory.EnumerateDirectories)
            .DistinctBy(Path.GetFileName, StringComparer.OrdinalIgnoreCase)
            .OrderBy(Path.GetFileName, StringComparer.OrdinalIgnoreCase)
            .Select(folder => new Candidate(Path.GetFileName(folder), folder));
}
