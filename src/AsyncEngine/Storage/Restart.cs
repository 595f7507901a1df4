namespace AsyncEngine.Storage;

/// <summary>How finished jobs are run again.</summary>
/// <param name="BeginAfter">The earliest start; null = now.</param>
/// <param name="Delay">The earliest start, counted from the store's "now"; exclusive with the other.</param>
/// <param name="WithCallbacks">Whether the new job has the callbacks that the old one had when it ended.</param>
internal sealed record Restart(DateTimeOffset? BeginAfter = null, TimeSpan? Delay = null, bool WithCallbacks = true);
