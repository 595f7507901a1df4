namespace AsyncEngine.Storage;

/// <summary>A callback that running code added to a job.</summary>
/// <param name="JobId">The job that gets it.</param>
/// <param name="Callback">The callback, with a reserved id.</param>
internal sealed record AddedCallback(long JobId, NewCallback Callback);
