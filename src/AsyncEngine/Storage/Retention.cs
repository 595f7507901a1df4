namespace AsyncEngine.Storage;

/// <summary>Removes jobs that were completed long ago, step by step.</summary>
internal static class Retention
{
    /// <summary>
    /// How many jobs are removed in one transaction: whoever claims, settles or adds waits no longer than for these, and
    /// has its turn before the next ones.
    /// </summary>
    public const int BatchSize = 100;

    /// <summary>Removes jobs completed before a moment. Those that may not be removed stay, and hold up no others.</summary>
    /// <returns>How many were removed.</returns>
    public static async Task<long> RemoveAsync(
        IJobStore jobs, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var removed = 0L;
        OldJob? last = null;
        while (true)
        {
            var old = await jobs.ReadOldAsync(before, last, BatchSize, cancellationToken).ConfigureAwait(false);
            if (old.Count == 0)
            {
                return removed;
            }

            var results = await jobs.RemoveAsync([.. old.Select(job => job.Id)], cancellationToken).ConfigureAwait(false);
            removed += results.Count(result => result.Outcome == RemoveOutcome.Removed);
            last = old[^1];
        }
    }
}
