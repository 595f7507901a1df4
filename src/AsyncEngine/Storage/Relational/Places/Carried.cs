namespace AsyncEngine.Storage.Relational.Places;

/// <summary>What a job takes along from place to place until it has an outcome.</summary>
/// <param name="Id">The job.</param>
/// <param name="Run">How often it was claimed.</param>
/// <param name="Attempt">How often its call was begun.</param>
/// <param name="Interruptions">How often that was cut short by the end of its dispatcher.</param>
/// <param name="Care">What has to be in the store before its call begins.</param>
/// <param name="HasCallbacks">Whether callbacks wait for its outcome.</param>
/// <param name="ExpiresAt">The last moment at which it may begin; null = no limit.</param>
/// <param name="IsAwaited">Whether other jobs wait for its outcome, or joins for its end.</param>
internal readonly record struct Carried(
    long Id,
    long Run,
    int Attempt,
    int Interruptions,
    JobCare Care,
    bool HasCallbacks,
    long? ExpiresAt,
    bool IsAwaited = false)
{
    /// <summary>In the column <c>follows</c>: it has callbacks.</summary>
    public const long Callbacks = 1;

    /// <summary>In the column <c>follows</c>: another job waits for it.</summary>
    public const long Waiters = 2;

    /// <summary>What follows its outcome, as one column has it: a job that nobody waits for costs nothing more.</summary>
    public long Follows => (HasCallbacks ? Callbacks : 0) | (IsAwaited ? Waiters : 0);

    /// <summary>Whether the column says that it has callbacks.</summary>
    public static bool HasCallbacksIn(int follows) => (follows & Callbacks) != 0;

    /// <summary>Whether the column says that another job waits for it.</summary>
    public static bool IsAwaitedIn(int follows) => (follows & Waiters) != 0;
}
