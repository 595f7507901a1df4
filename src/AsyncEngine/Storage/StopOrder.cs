namespace AsyncEngine.Storage;

/// <summary>A run that must end.</summary>
/// <param name="Key">The run.</param>
/// <param name="Stolen">True: it belongs to somebody else now; false: somebody asked to stop the job.</param>
internal readonly record struct StopOrder(RunKey Key, bool Stolen);
