namespace AsyncEngine.Storage.Sqlite.Places;

/// <summary>What a job takes along from place to place until it has an outcome.</summary>
/// <param name="Id">The job.</param>
/// <param name="Run">How often it was claimed.</param>
/// <param name="Attempt">How often its call was begun.</param>
/// <param name="Interruptions">How often that was cut short by the end of its dispatcher.</param>
/// <param name="IsCareful">Whether it has to be Active in the store before its call begins.</param>
/// <param name="HasCallbacks">Whether callbacks wait for its outcome.</param>
/// <param name="ExpiresAt">The last moment at which it may begin; null = no limit.</param>
internal readonly record struct Carried(
    long Id, long Run, int Attempt, int Interruptions, bool IsCareful, bool HasCallbacks, long? ExpiresAt);
