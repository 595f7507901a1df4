using AsyncEngine.Storage.Relational.Connections;

namespace AsyncEngine.Storage.Relational.Reads;

/// <summary>
/// From where the ids come that a filter is asked about: the narrowest table that has all of them. Without one, every
/// job is asked.
/// </summary>
internal sealed record JobFilterPlan(IReadOnlyList<(SqlText Ids, string? Key)> Sources)
{
    private static readonly JobStatus[] Claimed = [JobStatus.Assigned, JobStatus.Active, JobStatus.Callbacks];
    private static readonly JobStatus[] Unfinished = [JobStatus.New, JobStatus.Pending, .. Claimed];
    private static readonly JobOutcome[] Unsuccessful = [JobOutcome.Failed, JobOutcome.Cancelled];

    public bool IsEveryJob => Sources.Count == 0;

    public static JobFilterPlan For(JobFilter filter)
    {
        if (filter.NameLike is { } names && names.All(Wildcard.IsPlain))
        {
            return new JobFilterPlan(Keyed(Sql.JobIdsNamed, names));
        }

        if (filter.Tags is { } tags)
        {
            return new JobFilterPlan(Keyed(Sql.JobIdsTagged, tags));
        }

        return new JobFilterPlan([.. Places(filter).Select(text => (text, (string?)null))]);
    }

    private static IReadOnlyList<(SqlText, string?)> Keyed(SqlText text, IReadOnlyList<string> names) =>
        [.. names.Select(Name.KeyOf).Distinct().Select(key => (text, (string?)key))];

    private static IReadOnlyList<SqlText> Places(JobFilter filter) => filter switch
    {
        { Outcomes: { } outcomes } when outcomes.All(Unsuccessful.Contains) => [Sql.JobIdsUnsuccessful],

        // A callback that was not begun has no place of its own.
        { IncludeCallbacks: true } or { Statuses: null } => [],
        { Statuses: { } statuses } when statuses.All(Claimed.Contains) =>
            [Sql.JobIdsRunning, Sql.JobIdsResuming, Sql.JobIdsWaiting],
        { Statuses: { } statuses } when statuses.All(Unfinished.Contains) =>
            [Sql.JobIdsFresh, Sql.JobIdsOffered, Sql.JobIdsHeld, Sql.JobIdsRunning, Sql.JobIdsWaiting],
        _ => [],
    };
}
