using AsyncEngine.Calls.Values;
using AsyncEngine.Storage;
using AsyncPS.Errors;
using AsyncPS.Session;
using Engine = AsyncEngine.Calls;

namespace AsyncPS.Scripting.Values;

/// <summary>
/// Finds the jobs that a value names by their ids: in the store of the job that runs here, or in one that a cmdlet named.
/// Elsewhere such a job is a reference, for any cmdlet to take: reading a property never asks a store.
/// </summary>
internal static class JobHome
{
    [ThreadStatic]
    private static IStore? _named;

    [ThreadStatic]
    private static Func<IStore>? _target;

    /// <summary>The job as it is now; a reference where no store is known, or where it was removed.</summary>
    public static object Find(long id)
    {
        if ((_named ?? Engine.JobContext.Current?.Storage) is not { } store)
        {
            return new JobRef(id);
        }

        var jobs = new JobReader(store, TimeProvider.System).GetAsync([id], CancellationToken.None)
            .ConfigureAwait(false).GetAwaiter().GetResult();
        if (jobs[0] is { } job)
        {
            return job;
        }

        NeededJobs.RefuseMissing(id);
        return new JobRef(id);
    }

    /// <summary>Refuses a job object that was read from another store: its id means another job here, or none.</summary>
    /// <exception cref="AsyncEngineException"><c>JobNotFound</c>.</exception>
    public static void Require(JobRef reference, IStore store)
    {
        if (reference.Job?.Home is { } home && !StoreAddress.IsSamePlace(home, store.Location))
        {
            throw Refusals.JobOfOtherStore(reference.Id, home, store.Location);
        }
    }

    /// <summary>Refuses a job as a part of a value that is written for another store than its own.</summary>
    /// <exception cref="AsyncEngineException"><c>JobNotFound</c>.</exception>
    public static void RequireTarget(Job job)
    {
        if (job.Home is not null && _target is { } target)
        {
            Require(new JobRef(job.Id, job), target());
        }
    }

    /// <summary>Writes a value for a store, which is asked for when a job is among what is written.</summary>
    public static T For<T>(Func<IStore> store, Func<T> write) => While(ref _target, store, write);

    /// <summary>Reads a value whose jobs are in that store.</summary>
    public static T In<T>(IStore store, Func<T> read) => While(ref _named, store, read);

    private static T While<TPlace, T>(ref TPlace? place, TPlace value, Func<T> work)
        where TPlace : class
    {
        var before = place;
        place = value;
        try
        {
            return work();
        }
        finally
        {
            place = before;
        }
    }
}
