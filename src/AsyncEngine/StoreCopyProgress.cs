namespace AsyncEngine;

/// <summary>How far the copy of a store is.</summary>
/// <param name="Table">What is copied now.</param>
/// <param name="Rows">How many rows are written.</param>
/// <param name="TotalRows">How many there are.</param>
public readonly record struct StoreCopyProgress(string Table, long Rows, long TotalRows);
