namespace AsyncEngine.Storage.Relational.Places;

/// <summary>How far a claimed job is.</summary>
internal enum RunPhase
{
    Assigned = 0,
    Active = 1,
    Callbacks = 2,
}
