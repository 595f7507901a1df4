namespace AsyncEngine.Storage.Relational.Settles;

/// <summary>Refusals that are about one job.</summary>
internal static class JobErrors
{
    public static AsyncEngineException NotFound(long id, int? index = null) => new(
        ErrorIds.JobNotFound, $"There is no job {id} in this store. It may have been removed.")
    {
        Target = id,
        Index = index,
    };

    public static AsyncEngineException StatusInvalid(long id, string why) => new(
        ErrorIds.JobStatusInvalid, $"Job {id} {why}.")
    {
        Target = id,
    };
}
