namespace AsyncEngine.Storage;

/// <summary>Where a store is in what it gives only once.</summary>
/// <param name="NextId">The id of the next job.</param>
/// <param name="LastNow">The latest moment that was used.</param>
/// <param name="LastKey">The latest place in line.</param>
internal readonly record struct StoreMarks(long NextId, long LastNow, long LastKey);
