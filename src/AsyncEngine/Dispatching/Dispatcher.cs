namespace AsyncEngine.Dispatching;

/// <summary>Claims jobs from a store and runs them in this process. Thread-safe.</summary>
public sealed class Dispatcher : IAsyncDisposable
{
    /// <summary>Makes a dispatcher; it does nothing until it is started.</summary>
    /// <param name="store">The store whose jobs it runs. It is not disposed with the dispatcher.</param>
    /// <param name="options">Null = defaults.</param>
    public Dispatcher(AsyncStore store, DispatcherOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        Store = store;
        Options = options ?? new DispatcherOptions();
        Uuid = Options.Uuid ?? Guid.NewGuid();
    }

    /// <summary>The dispatcher was registered and takes jobs.</summary>
    public event EventHandler? Activated;

    /// <summary>The dispatcher has left its store.</summary>
    public event EventHandler? Deactivated;

    /// <summary>It had been declared dead, by mistake or after a long pause, and is active again (R160).</summary>
    public event EventHandler? Reactivated;

    /// <summary>A call begins. Raised on the job's thread: keep it short.</summary>
    public event EventHandler<JobEventArgs>? JobStarted;

    /// <summary>A call ended and its outcome is stored.</summary>
    public event EventHandler<JobEventArgs>? JobCompleted;

    /// <summary>The dispatcher's identity in the store.</summary>
    public Guid Uuid { get; }

    /// <summary>Where it is in its life.</summary>
    public DispatcherState State { get; private set; }

    internal AsyncStore Store { get; }

    internal DispatcherOptions Options { get; }

    /// <summary>Registers with the store and begins to take jobs.</summary>
    /// <param name="cancellationToken">Gives up starting.</param>
    public Task StartAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Stops: running jobs get time to end, then they are interrupted and put back first in line.</summary>
    /// <param name="timeout">How long running jobs may take; null = <see cref="DispatcherOptions.StopTimeout"/>.</param>
    /// <param name="cancellationToken">Ends the waiting for running jobs: they are interrupted at once.</param>
    public Task StopAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    /// <summary>Waits until nothing is left in the agents' queues that can run. Does not stop the dispatcher.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task DrainAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>What it has done so far.</summary>
    public DispatcherStatistics GetStatistics() => new() { StartedAt = State == DispatcherState.New ? null : DateTimeOffset.MinValue };

    /// <summary>Stops with the default timeout.</summary>
    public ValueTask DisposeAsync() => default;

    private void Touch()
    {
        Activated?.Invoke(this, EventArgs.Empty);
        Deactivated?.Invoke(this, EventArgs.Empty);
        Reactivated?.Invoke(this, EventArgs.Empty);
        JobStarted?.Invoke(this, null!);
        JobCompleted?.Invoke(this, null!);
    }
}
