namespace AsyncEngine.Storage.Relational.Claims;

/// <summary>How much is to be claimed.</summary>
/// <param name="Want">See <see cref="Turn.Want"/>.</param>
/// <param name="Ahead">See <see cref="Turn.Ahead"/>.</param>
/// <param name="SlotsAhead">See <see cref="Turn.SlotsAhead"/>.</param>
internal readonly record struct ClaimSize(int Want, int Ahead = 0, int SlotsAhead = 0)
{
    /// <summary>How many jobs at most.</summary>
    public int Limit => Want + Ahead;

    /// <summary>How many jobs with quotas at most.</summary>
    public int LimitOfSlots => Want + Math.Min(Ahead, SlotsAhead);

    public static ClaimSize Of(Turn turn) => new(turn.Want, turn.Ahead, turn.SlotsAhead);
}
