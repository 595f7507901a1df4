using AsyncEngine.Calls.Values;
using AsyncEngine.Storage;

namespace AsyncEngine.Calls;

/// <summary>A running job, seen from within. <see cref="Current"/> is null outside a job (R192).</summary>
/// <remarks>Its members may be called from any thread that the job uses, until the job's call has ended.</remarks>
public sealed class JobContext
{
    private static readonly AsyncLocal<JobContext?> CurrentContext = new();

    private readonly Func<AsyncStore>? _open;
    private readonly object _gate = new();

    // Found when somebody asks; both threads that may do so at once find the same.
    private IStore? _store;
    private AsyncStore? _owner;

    // Guarded by _gate; null until something is added.
    private List<NewJob>? _addedJobs;
    private List<AddedCallback>? _addedCallbacks;
    private List<StateChange>? _stateChanges;
    private List<AddedPart>? _addedParts;

    internal JobContext(IStore store, OutputRecorder output)
    {
        _store = store;
        Output = output;
    }

    /// <summary>A job that runs in a process of its own, which opens the store when the job asks for it.</summary>
    internal JobContext(OutputRecorder output, Func<AsyncStore> open)
    {
        _open = open;
        Output = output;
    }

    /// <summary>The job whose call runs here, or null.</summary>
    public static JobContext? Current
    {
        get => CurrentContext.Value;
        internal set => CurrentContext.Value = value;
    }

    /// <summary>The job whose call runs here, if it belongs to that store; else null.</summary>
    internal static JobContext? CurrentIn(IStore store) =>
        Current is { } context && ReferenceEquals(context.Storage, store) ? context : null;

    /// <summary>The job's id; in a callback the callback's own.</summary>
    public required long JobId { get; init; }

    /// <summary>The job's name.</summary>
    public string? Name { get; init; }

    /// <summary>The queue that it came from.</summary>
    public required string Queue { get; init; }

    /// <summary>The number of this start, from 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>The dispatcher that runs it.</summary>
    public required Guid Dispatcher { get; init; }

    /// <summary>The agent that claimed it.</summary>
    public required string Agent { get; init; }

    /// <summary>Cancelled when the job is stopped, out of time, or no longer this dispatcher's.</summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>
    /// Cancelled when the dispatcher begins to stop: the job may go on, but has no more than the dispatcher's
    /// <see cref="AsyncEngine.Dispatching.DispatcherOptions.StopTimeout"/> before it is interrupted and put back. A long
    /// job looks at it to end early, at a place that it chooses.
    /// </summary>
    public CancellationToken StoppingToken { get; init; }

    internal RunKey Key { get; init; }

    /// <summary>Where progress and recorded streams go.</summary>
    internal OutputRecorder Output { get; }

    internal IStore Storage => _store ??= Store.Storage;

    /// <summary>The store that the job belongs to. What is added through it joins the job's own transaction (R065).</summary>
    public AsyncStore Store =>
        Owner ?? throw new InvalidOperationException($"Job {JobId} was not started by a dispatcher.");

    internal AsyncStore? Owner
    {
        get => _owner ??= _open?.Invoke();
        init => _owner = value;
    }

    /// <summary>How the agent's scripts are run where the job does not say it.</summary>
    internal AgentRunner Runner { get; init; } = AgentRunner.Default;

    /// <summary>Who lends this job's slot while it waits for another one.</summary>
    internal ISlotLender? Lender { get; init; }

    /// <summary>The state that the job works on; null = none.</summary>
    internal JobState? State { get; init; }

    /// <summary>States that are written with this call's success, its own first.</summary>
    internal IReadOnlyList<StateChange> StateChanges =>
        State?.Change is { } own ? [own, .. _stateChanges ?? []] : _stateChanges ?? [];

    /// <summary>Jobs that this call has added so far; they become real with its success (R065).</summary>
    internal IReadOnlyList<NewJob> AddedJobs => _addedJobs ?? [];

    /// <summary>Callbacks that this call has added so far.</summary>
    internal IReadOnlyList<AddedCallback> AddedCallbacks => _addedCallbacks ?? [];

    /// <summary>Parts that this call has added to joins so far.</summary>
    internal IReadOnlyList<AddedPart> AddedParts => _addedParts ?? [];

    /// <summary>
    /// This job itself, as the store has it: a method that takes a context is bound to the job that calls it (R030).
    /// </summary>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Job> GetJobAsync(CancellationToken cancellationToken = default) =>
        Store.GetJobAsync(JobId, cancellationToken);

    /// <summary>Sets an annotation of this job: readable from anywhere at once, whatever becomes of the job (R194).</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value; null is a value too.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task SetAnnotationAsync(string name, object? value, CancellationToken cancellationToken = default) =>
        Annotations.SetAsync(Store, JobId, name, value, cancellationToken);

    /// <summary>Reads an annotation of this job, and waits for it if it is not there (R195).</summary>
    /// <param name="name">Its name.</param>
    /// <param name="defaultValue">What to return when it is not there in time.</param>
    /// <param name="timeout">
    /// How long to wait for it; null = not at all, <see cref="Timeout.InfiniteTimeSpan"/> = until it is there.
    /// </param>
    /// <param name="cancellationToken">Ends the waiting with an exception.</param>
    /// <typeparam name="T">The value's type.</typeparam>
    public Task<T?> GetAnnotationAsync<T>(
        string name, T? defaultValue = default, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        Annotations.GetAsync(Store, JobId, name, defaultValue, timeout, cancellationToken);

    /// <summary>
    /// The state that the job works on (<see cref="JobOptions.State"/>): one object for the whole call, new when the
    /// state is. What it is when the call has succeeded is stored with the outcome; when the call fails, its changes are
    /// gone.
    /// </summary>
    /// <typeparam name="T">
    /// Its type: a class with a constructor without parameters, and public properties or fields.
    /// </typeparam>
    /// <exception cref="AsyncEngineException">
    /// <c>ArgumentInvalid</c>: the job has no state, or it was asked for as another type before.
    /// <c>PayloadNotSerializable</c>: the type cannot be stored, or the stored value is none of it.
    /// </exception>
    public T GetState<T>()
        where T : class => (T)OpenState(typeof(T));

    /// <summary>The state's object, as the type of a method's object or of <see cref="GetState{T}"/>.</summary>
    internal object OpenState(Type type)
    {
        var state = State ?? throw new AsyncEngineException(
            ErrorIds.ArgumentInvalid, $"Job {JobId} works on no state. Name one when the job is added.") { Target = JobId };
        TypedState.Require(type);
        var value = state.Open(
            stored => TypedState.Read(stored, type, Owner?.Options.Codec ?? ValueCodec.Plain),
            changed => TypedState.Write(changed, type));
        return type.IsInstanceOfType(value) ? value! : throw new AsyncEngineException(
            ErrorIds.ArgumentInvalid,
            $"The state '{state.Name}' is open as {value?.GetType().FullName ?? "nothing"} in job {JobId} already, "
                + $"and cannot be {type.FullName} too.")
        {
            Target = state.Name,
        };
    }

    /// <summary>Adds a change of another state to this job's own transaction.</summary>
    internal void AddStateChange(StateChange change)
    {
        if (string.Equals(change.Name, State?.Name, StringComparison.OrdinalIgnoreCase))
        {
            throw new AsyncEngineException(
                ErrorIds.ArgumentInvalid,
                $"The state '{change.Name}' is the one that job {JobId} works on: change that, it is saved with the job.")
            {
                Target = change.Name,
            };
        }

        lock (_gate)
        {
            // The last word counts; what it was when it was first seen here is what the store is asked about.
            var earlier = _stateChanges?.Find(
                other => string.Equals(other.Name, change.Name, StringComparison.OrdinalIgnoreCase));
            _stateChanges = [
                .. (_stateChanges ?? []).Where(other => other != earlier),
                earlier is null ? change : change with { ExpectedVersion = earlier.ExpectedVersion },
            ];
        }
    }

    /// <summary>Says how far the job is. Visible to everybody within a quarter of a second.</summary>
    /// <param name="progress">What it does and how far it is.</param>
    /// <exception cref="ArgumentNullException">It is null, or does not say what it does.</exception>
    public void ReportProgress(JobProgress progress)
    {
        // In the job, where it can be seen: the store would refuse it, and the outcome with it, again and again.
        ArgumentNullException.ThrowIfNull(progress);
        ArgumentNullException.ThrowIfNull(progress.Activity);
        Output.Report(progress);
    }

    /// <summary>Adds jobs to this job's own transaction: their ids are final, they exist when it has succeeded.</summary>
    internal async Task<IReadOnlyList<long>> AddAsync(
        IReadOnlyList<NewJob> jobs, CancellationToken cancellationToken)
    {
        // Callbacks of added jobs get their ids at the settle: nobody can have asked for them before.
        var first = await Storage.Jobs.ReserveIdsAsync(jobs.Count, cancellationToken).ConfigureAwait(false);
        lock (_gate)
        {
            var known = jobs.Select((job, index) => job.Id == 0 ? job with { Id = first + index } : job).ToList();
            (_addedJobs ??= []).AddRange(known);
            return [.. known.Select(job => job.Id)];
        }
    }

    /// <summary>Adds a callback to this job's own transaction.</summary>
    /// <returns>The callback's id.</returns>
    internal async Task<long> AddCallbackAsync(
        long jobId, NewCallback callback, CancellationToken cancellationToken)
    {
        var id = await Storage.Jobs.ReserveIdsAsync(1, cancellationToken).ConfigureAwait(false);
        lock (_gate)
        {
            (_addedCallbacks ??= []).Add(new AddedCallback(jobId, callback with { Id = id }));
        }

        return id;
    }

    /// <summary>Adds parts to a join in this job's own transaction (R100).</summary>
    /// <returns>The parts' ids.</returns>
    internal async Task<IReadOnlyList<long>> AddPartsAsync(
        long joinId, IReadOnlyList<LinkedJob> parts, CancellationToken cancellationToken)
    {
        var next = await Storage.Jobs.ReserveIdsAsync(parts.Count, cancellationToken).ConfigureAwait(false);
        var added = new List<AddedPart>(parts.Count);
        foreach (var part in parts)
        {
            var known = part.New is { Id: 0 } job ? LinkedJob.To(job with { Id = next++ }) : part;
            added.Add(new AddedPart(joinId, known));
        }

        lock (_gate)
        {
            (_addedParts ??= []).AddRange(added);
        }

        return [.. added.Select(part => part.Part.Id)];
    }

    /// <summary>The call ran in another process: what it added there is this job's.</summary>
    internal void TakeOver(
        IReadOnlyList<NewJob> jobs,
        IReadOnlyList<AddedCallback> callbacks,
        IReadOnlyList<AddedPart> parts,
        IReadOnlyList<StateChange> states)
    {
        lock (_gate)
        {
            (_addedJobs ??= []).AddRange(jobs);
            (_addedCallbacks ??= []).AddRange(callbacks);
            (_addedParts ??= []).AddRange(parts);
        }

        foreach (var change in states)
        {
            if (State is { } own && string.Equals(own.Name, change.Name, StringComparison.OrdinalIgnoreCase))
            {
                own.TakeOver(change);
            }
            else
            {
                AddStateChange(change);
            }
        }
    }

    /// <summary>
    /// Lends this job's slot until disposed: the job that it waits for may need one (R092). Null: nothing is lent.
    /// </summary>
    internal IDisposable? LendSlot() => Lender is { } lender && lender.TryLend() ? new LentSlot(lender) : null;

    /// <summary>Refuses to wait for jobs that wait for this one, since they work on its state.</summary>
    internal async Task ThrowIfTheyNeedTheStateAsync(IReadOnlyList<long> ids, CancellationToken cancellationToken)
    {
        if (State is not { Name: var name })
        {
            return;
        }

        var jobs = await Storage.Jobs.GetAsync(ids, cancellationToken).ConfigureAwait(false);
        var stuck = jobs.FirstOrDefault(job => job is not null && job.Status != JobStatus.Completed
            && string.Equals(job.State, name, StringComparison.OrdinalIgnoreCase));
        if (stuck is not null)
        {
            throw new AsyncEngineException(
                ErrorIds.WaitWouldDeadlock,
                $"Job {stuck.Id} works on the state '{name}', which the running job {JobId} has until it ends: waiting for it "
                + "here would never end. Return it instead of waiting, or let it work on another state.")
            {
                Target = stuck.Id,
            };
        }
    }

    /// <summary>Refuses to wait for a job that exists only when this one has succeeded.</summary>
    internal void ThrowIfAddedHere(long jobId)
    {
        lock (_gate)
        {
            if (AddedJobs.Any(job => job.Id == jobId) || AddedCallbacks.Any(added => added.Callback.Id == jobId)
                || AddedParts.Any(added => added.Part.New?.Id == jobId))
            {
                throw new AsyncEngineException(
                    ErrorIds.WaitWouldDeadlock,
                    $"Job {jobId} was added by the running job {JobId} and exists only when that has succeeded: "
                    + "waiting for it here would never end. Add it with Immediate, or return it instead of waiting.")
                {
                    Target = jobId,
                };
            }
        }
    }
}
