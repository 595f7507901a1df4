namespace AsyncPS.Services.Stopping;

/// <summary>Why a dispatcher in the foreground stops.</summary>
internal enum StopCause
{
    /// <summary>Nothing is left that can run, or somebody else stopped it.</summary>
    Done,

    /// <summary>Its time is over.</summary>
    Limit,

    /// <summary>Ctrl+C, or the pipeline was stopped.</summary>
    Interrupted,

    /// <summary>The terminal has gone (SIGHUP).</summary>
    HungUp,

    /// <summary>A service manager or the machine wants it to end (SIGTERM).</summary>
    Terminated,
}
