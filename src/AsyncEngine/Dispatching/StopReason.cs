namespace AsyncEngine.Dispatching;

/// <summary>Why a running call was told to end. The first reason holds.</summary>
internal enum StopReason
{
    None,

    /// <summary>Somebody asked for it.</summary>
    Requested,

    /// <summary>It ran longer than its limit.</summary>
    TimedOut,

    /// <summary>Its dispatcher stops, or may have been declared dead: it will be run again.</summary>
    Interrupted,

    /// <summary>Somebody else has the job by now: nothing that it brings counts.</summary>
    Stolen,
}
