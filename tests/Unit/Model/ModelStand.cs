namespace Unit.Model;

/// <summary>Where a job of the model is.</summary>
internal enum ModelStand
{
    Held,
    Ready,
    Running,

    /// <summary>Its outcome is stored and nobody has it: callbacks are left.</summary>
    Resuming,
    Completed,

    /// <summary>A callback that belongs to a job that is not completed.</summary>
    Owned,
}
