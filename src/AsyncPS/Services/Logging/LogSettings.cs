namespace AsyncPS.Services.Logging;

/// <summary>What a dispatcher's log was asked to be.</summary>
internal sealed record LogSettings
{
    /// <summary>Stands for standard error instead of a file.</summary>
    public const string StandardError = "-";

    /// <summary>Full path of the file; <see cref="StandardError"/>; null = no log of its own.</summary>
    public string? Path { get; init; }

    public long MaxSize { get; init; } = 10 << 20;

    public int Keep { get; init; } = 5;

    public LogLevel Level { get; init; } = LogLevel.Information;

    /// <summary>Whether each job that ends has a line.</summary>
    public bool Jobs { get; init; }
}
