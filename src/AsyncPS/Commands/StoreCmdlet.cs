using AsyncEngine.Storage;
using AsyncPS.Scripting.Values;
using AsyncPS.Session;

namespace AsyncPS.Commands;

/// <summary>A cmdlet that works on a store: the one that was named, or the session's.</summary>
public abstract class StoreCmdlet : AsyncCmdlet
{
    private StoreUse? _use;

    private protected StoreCmdlet()
    {
    }

    /// <summary>
    /// The store: path of its file, or a store object. Without it the store that Connect-AsyncStore connected, else the
    /// one that the environment variable ASYNCPS_STORE names, else AsyncPS/jobs.db in your data folder. Inside a job it
    /// is the job's store.
    /// </summary>
    [Parameter]
    public StoreRef? Store { get; set; }

    /// <summary>The store's inside. Opened on first use.</summary>
    private protected IStore Storage => Use.Storage;

    /// <summary>How the store was opened.</summary>
    private protected StoreUse Use => _use ??= Resolver.Resolve(Store);

    /// <summary>Decides what a path or nothing means here.</summary>
    private protected StoreResolver Resolver => new(SessionState.Path);

    /// <summary>What ages and durations are measured with.</summary>
    private protected TimeProvider Clock => Use.Lease?.Store.Options.TimeProvider ?? TimeProvider.System;

    /// <summary>The jobs without those whose objects come from another store: their ids mean other jobs here.</summary>
    private protected IReadOnlyList<JobRef> KeepHere(IReadOnlyList<JobRef> jobs) =>
        [.. jobs.Where(job => Try(() => JobHome.Require(job, Storage)))];

    private protected override void Close() => _use?.Dispose();
}
