namespace AsyncEngine.Storage;

/// <summary>A claimed job's call began (T4).</summary>
/// <param name="Key">Which run.</param>
/// <param name="At">When, by the store's clock.</param>
internal readonly record struct JobStart(RunKey Key, DateTimeOffset At);
