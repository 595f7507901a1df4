namespace AsyncEngine.Storage;

/// <summary>Whether a job was removed.</summary>
internal enum RemoveOutcome
{
    Removed,
    NotFound,
    Refused,
}
