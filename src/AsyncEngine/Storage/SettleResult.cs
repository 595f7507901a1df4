namespace AsyncEngine.Storage;

/// <summary>The verdict on one settlement.</summary>
internal sealed record SettleResult
{
    public required SettleVerdict Verdict { get; init; }

    /// <summary>
    /// After <see cref="SettleVerdict.CallbacksDue"/>: the callbacks of the job that was settled, in the order added
    /// (R071). The worker runs them and settles each with the root's run; the settle of the last one completes the
    /// job, unless more were added meanwhile (R075): then the verdict brings those.
    /// </summary>
    public IReadOnlyList<DueCallback> Callbacks { get; init; } = [];

    /// <summary>After <see cref="SettleVerdict.Refused"/>: why, with a stable id. The job still runs.</summary>
    public AsyncEngineException? Refusal { get; init; }

    public static SettleResult Done { get; } = new() { Verdict = SettleVerdict.Done };

    public static SettleResult Reassigned { get; } = new() { Verdict = SettleVerdict.Reassigned };
}
