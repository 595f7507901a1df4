namespace AsyncPS.Services.Units;

/// <summary>What registering or removing a service writes, deletes and runs, in this order. Pure.</summary>
internal sealed record ServicePlan
{
    /// <summary>Run before files change: their failure does not matter, the service may not run.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Before { get; init; } = [];

    public PlannedFile? Write { get; init; }

    public string? Delete { get; init; }

    /// <summary>Run afterwards; their failure is an error.</summary>
    public IReadOnlyList<IReadOnlyList<string>> After { get; init; } = [];

    /// <summary>For people: exactly what will be done.</summary>
    public string Describe()
    {
        var lines = new List<string>();
        lines.AddRange(Before.Select(Run));
        if (Write is { } file)
        {
            lines.Add($"Write {file.Path}:\n{file.Content.ReplaceLineEndings("\n").TrimEnd('\n')}\n");
        }

        if (Delete is not null)
        {
            lines.Add($"Delete {Delete}");
        }

        lines.AddRange(After.Select(Run));
        return string.Join('\n', lines);
    }

    private static string Run(IReadOnlyList<string> command) =>
        $"Run {string.Join(' ', command.Select(WindowsTask.Quote))}";
}
