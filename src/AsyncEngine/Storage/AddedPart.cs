namespace AsyncEngine.Storage;

/// <summary>A part that running code added to a join (R100).</summary>
/// <param name="JoinId">The join that gets it, last in its order.</param>
/// <param name="Part">The part.</param>
internal sealed record AddedPart(long JoinId, LinkedJob Part);
