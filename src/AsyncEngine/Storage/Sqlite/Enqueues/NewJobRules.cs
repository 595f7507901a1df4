using System.Globalization;

namespace AsyncEngine.Storage.Sqlite.Enqueues;

/// <summary>What a new job may not be, as far as that can be told without the store.</summary>
internal sealed class NewJobRules(StoreOptions options)
{
    private const int MaxBatchJobs = 50_000;
    private const long MaxBatchBytes = 64 << 20;

    /// <summary>Refuses a batch whole, naming the element.</summary>
    public void Check(IReadOnlyList<NewJob> jobs)
    {
        if (jobs.Count > MaxBatchJobs)
        {
            throw TooLarge($"{jobs.Count:N0} jobs; at most {MaxBatchJobs:N0}");
        }

        long bytes = 0;
        for (var index = 0; index < jobs.Count; index++)
        {
            Check(jobs[index], index);
            bytes += jobs[index].Arguments.Length + jobs[index].RunnerSettings.Length;
        }

        if (bytes > MaxBatchBytes)
        {
            throw TooLarge($"{bytes >> 20:N0} MiB of arguments; at most {MaxBatchBytes >> 20} MiB");
        }
    }

    /// <summary>Refuses one job; <paramref name="index"/> is its place in its batch.</summary>
    public void Check(NewJob job, int? index)
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
    }

    private static string? FindFault(NewJob job) => job switch
    {
        { BeginAfter: not null, Delay: not null } => "A job begins after a moment or after a delay: name one of them.",
        { BeginBy: { } limit } when limit < TimeSpan.Zero =>
            $"BeginBy is {limit}: it cannot be negative. Zero means that the job begins at once or not at all.",
        { Timeout: { } timeout } when timeout <= TimeSpan.Zero =>
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

    private static AsyncEngineException TooLarge(string what) => new(
        ErrorIds.BatchTooLarge,
        $"The batch has {what} can be written in one transaction. Add the jobs in parts.");
}
