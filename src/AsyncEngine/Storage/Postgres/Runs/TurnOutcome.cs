using AsyncEngine.Storage.Postgres.Signals;

namespace AsyncEngine.Storage.Postgres.Runs;

/// <summary>What one transaction of a turn brought.</summary>
internal sealed record TurnOutcome
{
    public required AgentState State { get; init; }

    public required IReadOnlyList<ClaimedRow> Claimed { get; init; }

    /// <summary>The jobs of the plain settlements that were settled.</summary>
    public required IReadOnlySet<long> Settled { get; init; }

    public bool HasMore { get; init; }

    /// <summary>
    /// Whether nothing was claimed because something comes before: settlements that are left over, held jobs that are due,
    /// or jobs that may not begin any more. All may change who is first in line.
    /// </summary>
    public required bool IsEarly { get; init; }

    /// <summary>Whether held jobs are due that were to be put in line before.</summary>
    public bool HasDue { get; init; }

    /// <summary>
    /// Whether lanes that were not read may be next in line: what was claimed has taken the slots of those that were.
    /// </summary>
    public bool IsPart { get; init; }

    /// <summary>Whether nothing was claimed, but lanes with room were locked by another claim.</summary>
    public bool WasLocked { get; init; }

    /// <summary>Whether jobs with quotas could be claimed, as far as that was looked at.</summary>
    public bool HasOpenLanes { get; init; }

    /// <summary>Whether the answer to the claim was lost.</summary>
    public bool IsInDoubt { get; init; }

    /// <summary>Whether anything was written.</summary>
    public bool HasChanged { get; init; }

    /// <summary>What that may mean to others. Slots that are free again, and held jobs that are due, are work.</summary>
    public Change Change => (HasWork ? Change.Work : Change.Other) | (Settled.Count > 0 ? Change.Ends : Change.Other);

    /// <summary>Whether slots are free again, or held jobs are due.</summary>
    public bool HasWork { get; init; }
}
