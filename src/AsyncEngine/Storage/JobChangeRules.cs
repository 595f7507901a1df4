namespace AsyncEngine.Storage;

/// <summary>What a change of a job may not be, as far as that can be told without the store.</summary>
internal static class JobChangeRules
{
    /// <summary>Refuses with <c>ArgumentInvalid</c>.</summary>
    public static void Check(JobChange change)
    {
        if (FindFault(change) is { } fault)
        {
            throw new AsyncEngineException(ErrorIds.ArgumentInvalid, fault) { Target = change.Id };
        }
    }

    private static string? FindFault(JobChange change) => change switch
    {
        { BeginAfter: not null, Delay: not null } => "A job begins after a moment or after a delay: name one of them.",
        { BeginBy: { } limit } when limit < TimeSpan.Zero =>
            $"BeginBy is {limit}: it cannot be negative. Zero means that the job begins at once or not at all.",
        { BeginBy: not null, RemovesBeginBy: true } => "BeginBy is given or taken away: do one of them.",
        { Tags: { } tags } when tags.Any(string.IsNullOrWhiteSpace) => "A tag cannot be empty.",
        { Quotas: { } quotas } when quotas.Any(string.IsNullOrWhiteSpace) => "The name of a quota cannot be empty.",
        _ => null,
    };
}
