namespace AsyncEngine.Storage.Relational.Settles;

/// <summary>What comes after a callback.</summary>
internal enum CallbackStep
{
    /// <summary>The worker goes on with the next.</summary>
    GoOn,

    /// <summary>None is to be run, but one waits for another job: its root waits for it.</summary>
    Wait,

    /// <summary>The root has nothing left.</summary>
    End,
}
