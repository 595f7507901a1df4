namespace AsyncEngine.Calls.Methods;

/// <summary>Where the argument of a parameter comes from.</summary>
internal enum ArgumentSource
{
    /// <summary>From the store, as the job was added.</summary>
    Stored,

    /// <summary>The outcome of the job whose callback this is.</summary>
    Parent,

    /// <summary>The job's cancellation token.</summary>
    Token,

    /// <summary>The job seen from within.</summary>
    Context,
}
