namespace AsyncEngine.Storage;

/// <summary>Why a job does not run.</summary>
/// <param name="Text">One sentence.</param>
internal sealed record JobReason(string Text)
{
    /// <summary>
    /// The filters of the queue's living agents, if the job is in line and each of these agents has one: the text is
    /// true only if one of them accepts the job. Else empty.
    /// </summary>
    public IReadOnlyList<string> Filters { get; init; } = [];

    /// <summary>What to say instead when none does.</summary>
    public const string NotAccepted = "no agent's filter accepts it";
}
