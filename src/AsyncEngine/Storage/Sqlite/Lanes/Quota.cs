namespace AsyncEngine.Storage.Sqlite.Lanes;

/// <summary>A quota as a transaction sees it.</summary>
internal sealed class Quota
{
    public required long Id { get; init; }

    /// <summary>Null: removed, it limits nothing but goes on counting.</summary>
    public int? Size { get; set; }

    public int Used { get; set; }

    /// <summary>Slots that were freed, or added, and not yet offered to those who wait for them.</summary>
    public long Freed { get; set; }

    /// <summary>Something here is not written yet.</summary>
    public bool IsTouched { get; set; }

    /// <summary>How many more jobs may run.</summary>
    public int Room => Size is { } size ? Math.Max(0, size - Used) : int.MaxValue;
}
