namespace AsyncEngine.Storage;

/// <summary>What one agent brings and wants in one turn.</summary>
internal sealed record Turn
{
    public required long DispatcherId { get; init; }

    public required long AgentId { get; init; }

    public IReadOnlyList<Settlement> Settlements { get; init; } = [];

    public IReadOnlyList<JobStart> Starts { get; init; } = [];

    public IReadOnlyList<RunKey> GiveBacks { get; init; } = [];

    /// <summary>
    /// How many jobs to claim for workers that are free now. Their calls begin as soon as the answer is there, so they
    /// are claimed straight to Active: no start is marked for them.
    /// </summary>
    public int Want { get; init; }

    /// <summary>
    /// Not null: this job is claimed and no other (<see cref="Want"/> is one), wherever in the agent's queue it stands:
    /// also before its time and while the queue is suspended. It must be pending, not overdue, and have room in its
    /// quotas; else nothing is claimed.
    /// </summary>
    public long? JobId { get; init; }

    /// <summary>
    /// How many to claim beyond <see cref="Want"/>, ahead of free workers. Jobs that a worker has to begin at once
    /// (state, timeout, policy Never or Own, ever interrupted) are never claimed ahead; the scan stops at them.
    /// </summary>
    public int Ahead { get; init; }

    /// <summary>
    /// How many of those may be jobs with quotas. Their slots are taken and they are Active from the claim on, although
    /// no worker has begun them: whoever claims them begins them soon or gives them back (docs/adr/0023). The scan
    /// stops at the first one beyond these, and at one whose quota has only that half of its slots left which is for
    /// free workers.
    /// </summary>
    public int SlotsAhead { get; init; }

    /// <summary>
    /// Not null: claims of these jobs, in their order, instead of the first in line. One that is not in line any more, is
    /// overdue, is of another queue, or has a full quota by now is left out. Of those ahead none may have quotas: the
    /// scan stops at the first one that has.
    /// </summary>
    public IReadOnlyList<long>? Chosen { get; init; }
}
