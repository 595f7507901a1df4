namespace AsyncEngine.Calls;

/// <summary>A script call to be run.</summary>
internal sealed record ScriptInvocation
{
    public required CallText Call { get; init; }

    /// <summary>As encoded by whoever added the job for this kind of runner.</summary>
    public Payload Arguments { get; init; }

    /// <summary>As encoded by whoever added the job for this kind of runner.</summary>
    public Payload Settings { get; init; }

    /// <summary>Not null for a callback: how its parent ended.</summary>
    public ParentOutcome? Parent { get; init; }

    /// <summary>The job from within: identity, cancellation, annotations, progress, recorded streams.</summary>
    public required JobContext Context { get; init; }
}
