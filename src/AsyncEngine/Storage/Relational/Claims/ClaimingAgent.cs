namespace AsyncEngine.Storage.Relational.Claims;

/// <summary>Who claims.</summary>
/// <param name="Id">The agent.</param>
/// <param name="Dispatcher">Its dispatcher.</param>
/// <param name="Queue">The queue that it serves.</param>
internal sealed record ClaimingAgent(long Id, long Dispatcher, long Queue);
