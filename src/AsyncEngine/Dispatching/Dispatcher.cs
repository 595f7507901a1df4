using AsyncEngine.Storage;

namespace AsyncEngine.Dispatching;

/// <summary>
/// Claims jobs from a store and runs them in this process, on threads of its own. Thread-safe. It is started once, and
/// stopped once.
/// </summary>
/// <remarks>
/// <para>
/// Jobs run at least once: what a crash cuts short is run again as its retry policy says. Everything inside the store
/// happens exactly once.
/// </para>
/// <para>
/// One process may hold several dispatchers, on one store or on several. An exception in a job, in a subscriber or in
/// the store never ends the process or the dispatcher; while the store does not answer, outcomes are kept and written
/// when it does.
/// </para>
/// </remarks>
public sealed class Dispatcher : IAsyncDisposable
{
    private readonly DispatcherLife _life;

    /// <summary>Makes a dispatcher; it does nothing until it is started.</summary>
    /// <param name="store">The store whose jobs it runs. It is not disposed with the dispatcher.</param>
    /// <param name="options">Null = defaults.</param>
    /// <exception cref="AsyncEngineException"><c>ArgumentInvalid</c>: the options contradict each other.</exception>
    public Dispatcher(AsyncStore store, DispatcherOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        options ??= new DispatcherOptions();
        options.Validate();
        Uuid = options.Uuid ?? Guid.NewGuid();
        _life = new DispatcherLife(store, options, Uuid);
        _life.Events.Sender = this;
    }

    /// <summary>The dispatcher was registered and takes jobs (R165).</summary>
    public event EventHandler? Activated
    {
        add => _life.Events.Activated += value;
        remove => _life.Events.Activated -= value;
    }

    /// <summary>The dispatcher has left its store (R165).</summary>
    public event EventHandler? Deactivated
    {
        add => _life.Events.Deactivated += value;
        remove => _life.Events.Deactivated -= value;
    }

    /// <summary>It had been declared dead, by mistake or after a long pause, and is active again (R160).</summary>
    public event EventHandler? Reactivated
    {
        add => _life.Events.Reactivated += value;
        remove => _life.Events.Reactivated -= value;
    }

    /// <summary>A job's call begins. Raised on the job's thread: keep it short.</summary>
    public event EventHandler<JobEventArgs>? JobStarted
    {
        add => _life.Events.JobStarted += value;
        remove => _life.Events.JobStarted -= value;
    }

    /// <summary>
    /// A job's call ended and its outcome is stored; callbacks come after it. Raised on the agent's loop: keep it
    /// short, the agent waits for it. To stop the dispatcher from here, call <see cref="StopAsync"/> and do not wait: the
    /// stop waits for this loop.
    /// </summary>
    public event EventHandler<JobEventArgs>? JobCompleted
    {
        add => _life.Events.JobCompleted += value;
        remove => _life.Events.JobCompleted -= value;
    }

    /// <summary>The dispatcher's identity in the store.</summary>
    public Guid Uuid { get; }

    /// <summary>Where it is in its life.</summary>
    public DispatcherState State => _life.State;

    /// <summary>Registers with the store and begins to take jobs.</summary>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <exception cref="AsyncEngineException">
    /// <c>QueueNotFound</c>: an agent's queue does not exist. <c>DispatcherRunning</c>: a living dispatcher has this
    /// UUID; one that died keeps it until its death interval is over.
    /// </exception>
    /// <exception cref="InvalidOperationException">It was started before.</exception>
    public Task StartAsync(CancellationToken cancellationToken = default) => _life.StartAsync(cancellationToken);

    /// <summary>
    /// Stops: nothing more is claimed, running jobs get time to end. Those that have not ended by then are told to
    /// (their tokens are cancelled) and are first in line for other dispatchers; threads that do not obey are
    /// abandoned. Stopping twice waits for the first stop.
    /// </summary>
    /// <param name="timeout">
    /// How long running jobs may take; null = <see cref="DispatcherOptions.StopTimeout"/>,
    /// <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> = however long they take.
    /// </param>
    /// <param name="cancellationToken">Ends the waiting for running jobs: they are interrupted at once.</param>
    /// <exception cref="ArgumentOutOfRangeException">The timeout is negative.</exception>
    /// <exception cref="InvalidOperationException">It is just being started.</exception>
    public Task StopAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        _life.StopAsync(timeout, cancellationToken);

    /// <summary>
    /// Waits until nothing is left in the agents' queues that can run: ready jobs, running ones (also those of
    /// dispatchers that died, until they are rescued), retries. It does not wait for jobs whose own time lies ahead,
    /// nor for suspended queues. The dispatcher goes on.
    /// </summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="InvalidOperationException">It does not run, or was stopped meanwhile.</exception>
    public Task DrainAsync(CancellationToken cancellationToken = default) => _life.DrainAsync(cancellationToken);

    /// <summary>What it has done so far.</summary>
    public DispatcherStatistics GetStatistics() => _life.ReadStatistics();

    /// <summary>Ids of the jobs whose calls run now, in the order in which they began; callbacks by their own ids.</summary>
    public IReadOnlyList<long> GetRunningJobs() => _life.ReadRunning();

    /// <summary>The last polls of its agents, newest first.</summary>
    internal IReadOnlyList<PollRecord> GetPolls(
        DateTimeOffset? at = null, DateTimeOffset? before = null, DateTimeOffset? since = null) =>
        _life.Polls.Read(at, before, since);

    /// <summary>
    /// The system's monotonic clock when its ping loop last moved, also while it asks a store in vain; null before it
    /// runs. Its age says whether the dispatcher hangs.
    /// </summary>
    internal long? LastBeat => _life.LastBeat;

    /// <summary>Looks now whether its agents were changed in the store.</summary>
    /// <returns>Ends when what was changed by now was taken over, or when it stops.</returns>
    internal Task FollowAgentsAsync() => _life.FollowAgentsAsync();

    /// <summary>Stops it with the default timeout, if it runs.</summary>
    public async ValueTask DisposeAsync() => await _life.StopAsync(null, CancellationToken.None).ConfigureAwait(false);
}
