namespace AsyncEngine.Storage;

/// <summary>What a turn brought.</summary>
internal sealed record TurnResult
{
    /// <summary>One verdict for each settlement, in order.</summary>
    public required IReadOnlyList<SettleResult> Settled { get; init; }

    /// <summary>The claimed jobs, in offer order.</summary>
    public required IReadOnlyList<ClaimedJob> Claimed { get; init; }

    /// <summary>When the next held job of the agent's queue becomes due; null when none is held.</summary>
    public DateTimeOffset? NextDueAt { get; init; }

    /// <summary>Whether the queue had more that this agent could have taken.</summary>
    public bool MoreReady { get; init; }

    /// <summary>Whether the agent's queue is suspended: what was claimed ahead is to be given back.</summary>
    public bool QueuePaused { get; init; }

    /// <summary>The store's "now" when the turn was written.</summary>
    public required DateTimeOffset Now { get; init; }
}
