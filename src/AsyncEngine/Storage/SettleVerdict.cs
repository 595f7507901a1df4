namespace AsyncEngine.Storage;

/// <summary>What became of a settlement.</summary>
internal enum SettleVerdict
{
    /// <summary>Written; nothing more to do for this job (of a callback: for this callback).</summary>
    Done,

    /// <summary>Written; callbacks are to be run now, by the same worker.</summary>
    CallbacksDue,

    /// <summary>Refused by the fence: the run is no longer this dispatcher's (R062, R242). Nothing was written.</summary>
    Reassigned,

    /// <summary>Refused for what it carried (a queue that is gone, a state that changed). Nothing was written.</summary>
    Refused,
}
