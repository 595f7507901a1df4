namespace AsyncEngine.Storage;

/// <summary>What a stop did to one job.</summary>
internal enum StopResult
{
    NotFound,
    Cancelled,
    Requested,
    AlreadyCompleted,
}
