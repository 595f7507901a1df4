namespace AsyncEngine.Calls.Values;

/// <summary>
/// Jobs in the arguments of a call that is about to begin: one that was removed fails it. Anywhere else, as in results
/// that are read later, a job that is gone is a reference to it.
/// </summary>
internal static class NeededJobs
{
    [ThreadStatic]
    private static bool _areRead;

    /// <summary>From now on until it is disposed, arguments are read on this thread.</summary>
    public static Reading Read()
    {
        _areRead = true;
        return default;
    }

    /// <summary>Called for a job that is not in the store.</summary>
    public static void RefuseMissing(long id)
    {
        if (_areRead)
        {
            throw new AsyncEngineException(
                ErrorIds.JobNotFound,
                $"Job {id} is an argument of this job, and it was removed before this one began. Keep jobs that others "
                    + "get until those have ended, or give their results instead.")
            {
                Target = id,
            };
        }
    }

    /// <summary>Arguments are being read.</summary>
    public readonly struct Reading : IDisposable
    {
        public void Dispose() => _areRead = false;
    }
}
