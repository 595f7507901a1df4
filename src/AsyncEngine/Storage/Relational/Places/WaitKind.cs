namespace AsyncEngine.Storage.Relational.Places;

/// <summary>What a job waits for that no worker has.</summary>
internal enum WaitKind
{
    /// <summary>Another job's outcome, which becomes its own.</summary>
    Outcome = 0,

    /// <summary>It is a join, and waits for its parts.</summary>
    Parts = 1,

    /// <summary>Its outcome is stored; callbacks of it wait.</summary>
    Callbacks = 2,

    /// <summary>It is a callback, and waits for another job's outcome, which becomes its own.</summary>
    CallbackOutcome = 3,
}
