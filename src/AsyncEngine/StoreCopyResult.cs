namespace AsyncEngine;

/// <summary>What a copy of a store has brought over.</summary>
/// <param name="Jobs">Jobs and callbacks, in whatever place.</param>
/// <param name="Rows">Rows of all tables.</param>
/// <param name="PutBack">Jobs that were running and are offered again.</param>
public sealed record StoreCopyResult(long Jobs, long Rows, int PutBack);
