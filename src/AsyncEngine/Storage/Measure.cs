namespace AsyncEngine.Storage;

/// <summary>What is to be measured.</summary>
internal sealed record Measure
{
    /// <summary>The interval when nothing is said.</summary>
    public static readonly TimeSpan DefaultInterval = TimeSpan.FromHours(1);

    /// <summary>
    /// Queues and jobs. With more than queues, pending jobs are those that pass: of an agent or a dispatcher, none.
    /// Callbacks, statuses and outcomes do not matter.
    /// </summary>
    public JobFilter Jobs { get; init; } = new();

    /// <summary>The beginning of the interval, inclusive; null = <see cref="DefaultInterval"/> before its end.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>The beginning as a distance from the store's now; exclusive with the other.</summary>
    public TimeSpan? Last { get; init; }

    /// <summary>The end of the interval, exclusive; null = the store's now.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>The pattern that matches this name alone.</summary>
    public static string PatternOf(string name) => string.Concat(
        name.Select(letter => letter is '*' or '?' or '[' or '`' ? $"`{letter}" : letter.ToString()));
}
