namespace AsyncEngine.Storage;

/// <summary>
/// What makes a job a join (R096, R097): it stands for its parts and has no call of its own. No worker ever claims it:
/// the settles of its parts move it.
/// </summary>
/// <remarks>
/// <para>A join is Active from the moment it is put. Parallel: all parts that are new are put at once. Serial: one
/// after the other, the next when the one before it is Completed; until then a new part is New. A part that was in the
/// store before is never put again; it is waited for. A part that fails stops nothing (R098).</para>
/// <para>When all parts are Completed (callbacks included, R100): <see cref="Then"/> is put, and the join takes its
/// outcome. Without it the join succeeds; its result is the parts as job references, in order, and HadErrors says
/// whether one of them did not succeed. No parts is no obstacle (R101).</para>
/// </remarks>
internal sealed record NewJoin
{
    public bool IsSerial { get; init; }

    /// <summary>The parts in order; each counts once. More can be added while the join has not ended (R100).</summary>
    public IReadOnlyList<LinkedJob> Parts { get; init; } = [];

    /// <summary>Runs when all parts are completed, and gets them (<see cref="ClaimedJob.Parts"/>).</summary>
    public NewJob? Then { get; init; }

    /// <summary>The call of a join, for the job that it is.</summary>
    public static CallText CallOf(bool isSerial) => isSerial ? Serial : Parallel;

    private static CallText Serial { get; } = new(CallKind.Join, "serial");

    private static CallText Parallel { get; } = new(CallKind.Join, "parallel");
}
