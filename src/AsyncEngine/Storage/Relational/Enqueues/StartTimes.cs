namespace AsyncEngine.Storage.Relational.Enqueues;

/// <summary>When a job may begin.</summary>
/// <param name="BeginAfter">The earliest moment; null = now.</param>
/// <param name="BeginBy">How long after that at the latest; null = no limit.</param>
internal readonly record struct StartTimes(long? BeginAfter, long? BeginBy);
