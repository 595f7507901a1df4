namespace AsyncEngine.Storage.Relational.Lanes;

/// <summary>A quota as a transaction sees it.</summary>
internal sealed class Quota
{
    /// <summary>Instead of a queue: the quota stands for a state, which the jobs of all queues share.</summary>
    public const long NoQueue = 0;

    public required long Id { get; init; }

    /// <summary>Its queue, or <see cref="NoQueue"/>.</summary>
    public long Queue { get; init; }

    /// <summary>Null: removed, it limits nothing but goes on counting.</summary>
    public int? Size { get; set; }

    public int Used { get; set; }

    /// <summary>What of that is not written yet: written as a change, since others may write theirs.</summary>
    public int Change { get; set; }

    /// <summary>Slots that were freed, or added, and not yet offered to those who wait for them.</summary>
    public long Freed { get; set; }

    /// <summary>Something here is not written yet.</summary>
    public bool IsTouched { get; set; }

    /// <summary>How many more jobs may run.</summary>
    public int Room => Size is { } size ? Math.Max(0, size - Used) : int.MaxValue;

    /// <summary>How many slots are left to free workers by claims ahead of them: see <see cref="ReserveOf"/>.</summary>
    public int Reserve => ReserveOf(Size);

    /// <summary>
    /// Half of the slots, so that a dispatcher that claims ahead leaves room for the workers of others; of one slot
    /// nothing, since it can be used by one of them only anyway (docs/adr/0023).
    /// </summary>
    public static int ReserveOf(int? size) => size / 2 ?? 0;
}
