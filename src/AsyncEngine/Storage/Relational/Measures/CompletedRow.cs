namespace AsyncEngine.Storage.Relational.Measures;

/// <summary>What a completed job has to say about time.</summary>
internal readonly record struct CompletedRow(
    long Id,
    long CompletedAt,
    long Queue,
    JobOutcome Outcome,
    long? StartedAt,
    long EndedAt,
    long CreatedAt,
    long? BeginAfter);
