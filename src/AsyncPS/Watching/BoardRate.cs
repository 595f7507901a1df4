namespace AsyncPS.Watching;

/// <summary>What happened in a queue lately.</summary>
/// <param name="Added">Jobs added per second.</param>
/// <param name="Done">Jobs finished per second.</param>
internal readonly record struct BoardRate(double Added, double Done);
