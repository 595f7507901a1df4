namespace AsyncPS.Errors;

/// <summary>From the engine's exceptions to error records: id, category, target, advice.</summary>
internal static class EngineErrors
{
    /// <summary>Whether the store itself is the trouble, so that no other object can fare better.</summary>
    public static bool ConcernsStore(AsyncEngineException error) => error.ErrorId is
        ErrorIds.StoreUnavailable or ErrorIds.StoreBusy or ErrorIds.StoreVersionNewer or ErrorIds.StoreNotRecognized or
        ErrorIds.StoreReadOnly or ErrorIds.StoreFull;

    public static ErrorRecord ToRecord(AsyncEngineException error)
    {
        var record = new ErrorRecord(error, error.ErrorId, ErrorTable.Category(error.ErrorId), error.Target);
        if (ErrorTable.Advice(error.ErrorId) is { } advice)
        {
            record.ErrorDetails = new ErrorDetails(error.Message) { RecommendedAction = advice };
        }

        return record;
    }
}
