namespace AsyncEngine.Storage;

/// <summary>A job that was completed some time ago.</summary>
/// <param name="Id">Its id.</param>
/// <param name="CompletedAt">When.</param>
internal readonly record struct OldJob(long Id, DateTimeOffset CompletedAt);
