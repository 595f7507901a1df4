using AsyncEngine.Dispatching;

namespace AsyncEngine.Testing;

/// <summary>
/// A store for tests: its time is a <see cref="ManualClock"/>, and <see cref="StepAsync(TimeSpan, CancellationToken)"/>
/// moves it. What is due on the way has been run when a step returns, so that a test of a nightly job need not wait for
/// the night (R251 to R258).
/// </summary>
/// <remarks>
/// <para>
/// The store is a real one, with the isolation of a real one (R259). Only its dispatchers in this process are stepped.
/// While none runs on <see cref="Store"/>, one of its own runs the jobs, and between steps it stands still.
/// </para>
/// <para>Members may be called from any thread; one step at a time.</para>
/// </remarks>
public sealed class AsyncTestStore : IAsyncDisposable
{
    private static readonly TimeSpan StopBound = TimeSpan.FromSeconds(3);

    private readonly SemaphoreSlim _turn = new(1);
    private readonly ClockStepper _stepper;
    private readonly OwnDispatcher _own;
    private readonly TimeSpan _patience;
    private readonly Func<Task> _close;
    private bool _isClosed;

    internal AsyncTestStore(AsyncStore store, ManualClock clock, TestStoreOptions options, Func<Task> close)
    {
        Store = store;
        Clock = clock;
        _patience = options.Patience;
        _close = close;
        _stepper = new ClockStepper(store, clock);
        _own = new OwnDispatcher(store, options.Dispatcher ?? new DispatcherOptions());
    }

    /// <summary>The store. Closed with this.</summary>
    public AsyncStore Store { get; }

    /// <summary>The store's clock.</summary>
    public ManualClock Clock { get; }

    /// <summary>
    /// Moves the clock on, to each moment at which something is due, and waits there until it is done: jobs that were
    /// due have been run, retries that became due, callbacks, and jobs that those added (R252). Zero runs what is due
    /// now (R253).
    /// </summary>
    /// <param name="time">How far. Not negative.</param>
    /// <param name="cancellationToken">Ends the step, somewhere on its way.</param>
    public Task<ClockStep> StepAsync(TimeSpan time, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        return StepToAsync(Clock.GetUtcNow() + time, cancellationToken);
    }

    /// <summary>As <see cref="StepAsync(TimeSpan, CancellationToken)"/>, while dispatchers are silent.</summary>
    /// <param name="time">How far. Not negative.</param>
    /// <param name="silent">
    /// Dispatchers that are frozen meanwhile: they neither ping nor claim nor settle. After their death interval others
    /// take their jobs (R242). At the end they speak again, and what they bring then comes too late.
    /// </param>
    /// <param name="cancellationToken">Ends the step, somewhere on its way.</param>
    public Task<ClockStep> StepAsync(
        TimeSpan time, IEnumerable<Dispatcher> silent, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        ArgumentNullException.ThrowIfNull(silent);
        return StepAsync(
            Clock.GetUtcNow() + time, [.. silent.Select(each => each.Uuid)], _patience, cancellationToken);
    }

    /// <summary>As <see cref="StepAsync(TimeSpan, CancellationToken)"/>, to a moment.</summary>
    /// <param name="moment">It; not before what the clock shows.</param>
    /// <param name="cancellationToken">Ends the step, somewhere on its way.</param>
    public Task<ClockStep> StepToAsync(DateTimeOffset moment, CancellationToken cancellationToken = default) =>
        StepAsync(moment, [], _patience, cancellationToken);

    /// <summary>
    /// Stops the dispatchers of the store in this process, running jobs at once, and closes and removes it. When one
    /// does not stop in time the store stays open and the error names it, and each job that did not let go (R258); it
    /// may be called again.
    /// </summary>
    /// <param name="timeout">How long to wait, in real time; null = 3 seconds.</param>
    /// <param name="cancellationToken">Ends the waiting; the store stays open.</param>
    /// <exception cref="AsyncEngineException"><c>TestStoreBusy</c>.</exception>
    public async Task CloseAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        if (_isClosed)
        {
            return;
        }

        var running = Store.Dispatchers.ToList();
        try
        {
            await StopAllAsync(running).WaitAsync(timeout ?? StopBound, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw Busy([.. running.Select(life => life.Pulse)]);
        }

        _isClosed = true;
        await _close().ConfigureAwait(false);
    }

    /// <summary>As <see cref="CloseAsync"/>, but threads that do not let go are left alone.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_isClosed)
        {
            _isClosed = true;
            await StopAllAsync(Store.Dispatchers.ToList()).ConfigureAwait(false);
            await _close().ConfigureAwait(false);
        }
    }

    internal async Task<ClockStep> StepAsync(
        DateTimeOffset target, IReadOnlyCollection<Guid> silent, TimeSpan? patience, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (target < Clock.GetUtcNow())
            {
                throw new AsyncEngineException(
                    ErrorIds.ArgumentInvalid,
                    $"The clock shows {Clock.GetUtcNow():u} and does not step back to {target:u}. Step to a later "
                        + "moment, or make a new test store.");
            }

            var before = _stepper.CountEnded();
            await _own.WakeAsync(cancellationToken).ConfigureAwait(false);
            return await _stepper.StepAsync(before, target, patience ?? _patience, silent, cancellationToken)
                .ConfigureAwait(false);
        }
        finally
        {
            _own.Rest();
            _turn.Release();
        }
    }

    private static Task StopAllAsync(IReadOnlyList<DispatcherLife> running) =>
        Task.WhenAll(running.Select(life => life.StopAsync(TimeSpan.Zero, CancellationToken.None)));

    private static AsyncEngineException Busy(IReadOnlyList<DispatcherPulse> pulses)
    {
        var lines = pulses.Where(pulse => pulse.Busy > 0).Select(pulse =>
            $"dispatcher {pulse.Uuid}: " + string.Join(", ", pulse.Holders));
        return new AsyncEngineException(
            ErrorIds.TestStoreBusy,
            $"The test store cannot be closed: jobs did not let go; {string.Join("; ", lines)}. Let them end, or look at "
                + "their cancellation token, and close it again.");
    }
}
