namespace AsyncEngine.Jobs;

/// <summary>What a running job says of its progress.</summary>
/// <param name="Activity">What it does.</param>
/// <param name="Status">Where it is.</param>
/// <param name="PercentComplete">0 to 100; -1 = unknown.</param>
/// <param name="SecondsRemaining">Its own estimate; -1 = unknown.</param>
public sealed record JobProgress(string Activity, string? Status, int PercentComplete, int SecondsRemaining = -1);
