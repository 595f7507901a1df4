namespace AsyncEngine.Storage;

/// <summary>What became of the wish to run one finished job again.</summary>
/// <param name="Id">The new job; 0 when it was refused.</param>
/// <param name="Refusal">Why not: <c>JobNotFound</c>, <c>JobStatusInvalid</c>.</param>
internal sealed record RestartResult(long Id, AsyncEngineException? Refusal = null);
