using System.Globalization;

namespace AsyncEngine.Storage.Relational.Enqueues;

/// <summary>What a new job may not be, as far as that can be told without the store.</summary>
internal sealed class NewJobRules(StoreOptions options)
{
    private const int MaxBatchJobs = 50_000;
    private const long MaxBatchBytes = 64 << 20;
    private const int MaxDepth = 100;

    /// <summary>Refuses a batch whole, naming the element.</summary>
    public void Check(IReadOnlyList<NewJob> jobs)
    {
        var count = jobs.Count;
        long bytes = 0;
        for (var index = 0; index < jobs.Count; index++)
        {
            bytes += Check(jobs[index], index);
            if (jobs[index].Join is not null)
            {
                var parts = NewIn(jobs[index], index);
                count += parts.Count;
                bytes += parts.Sum(part => Check(part, index));
            }
        }

        if (count > MaxBatchJobs)
        {
            throw TooLarge($"{count:N0} jobs; at most {MaxBatchJobs:N0}");
        }

        if (bytes > MaxBatchBytes)
        {
            throw TooLarge($"{bytes >> 20:N0} MiB of arguments; at most {MaxBatchBytes >> 20} MiB");
        }
    }

    /// <summary>Refuses what is to be added with or for another job.</summary>
    public void Check(LinkedJob? link)
    {
        if (link?.New is { } job)
        {
            Check([job]);
        }
    }

    /// <summary>Refuses one job; <paramref name="index"/> is its place in its batch.</summary>
    /// <returns>How many bytes it brings.</returns>
    private int Check(NewJob job, int? index)
    {
        if (job.Arguments.Length > options.MaxArgumentBytes)
        {
            throw new AsyncEngineException(ErrorIds.PayloadTooLarge, string.Create(
                CultureInfo.InvariantCulture,
                $"The arguments of the job take {job.Arguments.Length:N0} bytes; at most "
                    + $"{options.MaxArgumentBytes:N0} are allowed. Hand over a path or a key instead of the data."))
            {
                Target = job.Name,
                Index = index,
            };
        }

        if (FindFault(job) is { } fault)
        {
            throw new AsyncEngineException(ErrorIds.ArgumentInvalid, fault) { Target = job.Name, Index = index };
        }

        return job.Arguments.Length + job.RunnerSettings.Length;
    }

    /// <summary>All that is new in a join.</summary>
    private static List<NewJob> NewIn(NewJob join, int index)
    {
        var found = new List<NewJob>();
        var level = NewIn(join).ToList();
        for (var depth = 1; level.Count > 0; depth++)
        {
            if (depth > MaxDepth)
            {
                throw Invalid(
                    $"The join has joins in it more than {MaxDepth} deep. Let a part return the next join instead.", index);
            }

            found.AddRange(level);
            level = [.. level.SelectMany(job => NewIn(job))];
        }

        var ids = found.Where(job => job.Id != 0).GroupBy(job => job.Id).Where(same => same.Count() > 1).ToList();
        return ids.Count == 0 ? found : throw Invalid($"Job {ids[0].Key} is to be added twice. Name it once.", index);
    }

    private static IEnumerable<NewJob> NewIn(NewJob job) => job.Join is not { } join
        ? []
        : join.Parts.Select(part => part.New).Append(join.Then).OfType<NewJob>();

    private static AsyncEngineException Invalid(string fault, int index) =>
        new(ErrorIds.ArgumentInvalid, fault) { Index = index };

    private static string? FindFault(NewJob job) => job switch
    {
        { Join: not null } when HasCallOfItsOwn(job) =>
            "A join has no call of its own: give arguments, quotas, times and retries to its parts.",
        { BeginAfter: not null, Delay: not null } => "A job begins after a moment or after a delay: name one of them.",
        { BeginBy: { } limit } when limit < TimeSpan.Zero =>
            $"BeginBy is {limit}: it cannot be negative. Zero means that the job begins at once or not at all.",
        { Timeout: { } timeout } when timeout < TimeSpan.FromMicroseconds(1) =>
            $"Timeout is {timeout}: it has to be longer than nothing.",
        { MaxAttempts: <= 0 } => $"MaxAttempts is {job.MaxAttempts}: a job needs at least one attempt.",
        { RetryDelay: { } delay } when delay < TimeSpan.Zero => $"RetryDelay is {delay}: it cannot be negative.",
        _ when (job.RetryPolicy == RetryPolicyKind.Own) != (job.RetryCall is not null) =>
            "The retry policy Own comes with what decides, and no other policy does.",
        _ when job.Tags.Any(string.IsNullOrWhiteSpace) => "A tag cannot be empty.",
        _ when job.Quotas.Any(string.IsNullOrWhiteSpace) => "The name of a quota cannot be empty.",
        { State: { } state } when string.IsNullOrWhiteSpace(state) => "The name of a state cannot be empty.",
        _ => null,
    };

    private static bool HasCallOfItsOwn(NewJob job) =>
        job.Call.Kind != CallKind.Join || !job.Arguments.IsEmpty || job.Quotas.Count > 0 || job.BeginAfter is not null
        || job.Delay is not null || job.BeginBy is not null || job.Timeout is not null || job.MaxAttempts is not null
        || job.RetryDelay is not null || job.RetryCall is not null || job.State is not null;

    private static AsyncEngineException TooLarge(string what) => new(
        ErrorIds.BatchTooLarge,
        $"The batch has {what} can be written in one transaction. Add the jobs in parts.");
}
