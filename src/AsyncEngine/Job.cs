using AsyncEngine.Calls;
using AsyncEngine.Calls.Methods;
using AsyncEngine.Calls.Values;
using AsyncEngine.Scheduling;
using AsyncEngine.Storage;

namespace AsyncEngine;

/// <summary>
/// A job as it was when it was last read. Properties never reach the store; <see cref="RefreshAsync"/> and the waiting
/// methods do. Thread-safe.
/// </summary>
public sealed class Job
{
    private readonly AsyncStore _store;

    // What was just added is described only when somebody asks: most of a large batch nobody ever looks at.
    private readonly NewJob? _added;
    private readonly JobStatus _addedAs;
    private JobRecord? _record;

    internal Job(AsyncStore store, JobRecord record)
    {
        _store = store;
        _record = record;
        Id = record.Id;
    }

    internal Job(AsyncStore store, long id)
        : this(store, JobRecord.Unread(id, JobStatus.New))
    {
    }

    internal Job(AsyncStore store, long id, NewJob job, JobStatus status)
    {
        _store = store;
        _added = job;
        _addedAs = status;
        Id = id;
    }

    /// <summary>Its id, unique in its store.</summary>
    public long Id { get; }

    /// <summary>Its name, if it was given one.</summary>
    public string? Name => Record.Name;

    /// <summary>The queue that it belongs to.</summary>
    public string Queue => Record.Queue;

    /// <summary>Where it stands.</summary>
    public JobStatus Status => Record.Status;

    /// <summary>How it ended; null before.</summary>
    public JobOutcome? Outcome => Record.Outcome;

    /// <summary>What it runs, as text.</summary>
    public string Call =>
        Record.Call.Kind == CallKind.Method ? MethodText.Display(Record.Call.Text) : Record.Call.Text;

    /// <summary>Why it failed; null when it did not.</summary>
    public JobError? Error => Record.Error;

    /// <summary>When it was added.</summary>
    public DateTimeOffset CreatedAt => Record.CreatedAt;

    /// <summary>The process that added it (R008); null = it was not read yet.</summary>
    public JobSource? AddedBy => Record.AddedBy;

    /// <summary>Its earliest start, if it was given one.</summary>
    public DateTimeOffset? BeginAfter => Record.BeginAfter;

    /// <summary>When its call began; of several attempts, the last.</summary>
    public DateTimeOffset? StartedAt => Record.StartedAt;

    /// <summary>When its call ended.</summary>
    public DateTimeOffset? EndedAt => Record.EndedAt;

    /// <summary>When its callbacks had ended too.</summary>
    public DateTimeOffset? CompletedAt => Record.CompletedAt;

    /// <summary>How often its call was started.</summary>
    public int Attempt => Record.Attempt;

    /// <summary>Its priority; higher goes first.</summary>
    public int Priority => Record.Priority;

    /// <summary>The quotas that it needs.</summary>
    public IReadOnlyList<string> Quotas => Record.Quotas;

    /// <summary>Its tags.</summary>
    public IReadOnlyList<string> Tags => Record.Tags;

    /// <summary>The state that it works on; null = none.</summary>
    public string? State => Record.State;

    /// <summary>The finished job that it runs again; null = it is no such job.</summary>
    public long? RestartOf => Record.RestartOf;

    /// <summary>The job whose callback it is; null = it is no callback.</summary>
    public long? ParentId => Record.ParentId;

    /// <summary>Ids of its callbacks, in order.</summary>
    public IReadOnlyList<long> Callbacks => Record.Callbacks;

    /// <summary>Of a join: ids of its parts, in order.</summary>
    public IReadOnlyList<long> Parts => Record.Parts;

    /// <summary>Ids of the joins that it is a part of.</summary>
    public IReadOnlyList<long> PartOf => Record.PartOf;

    /// <summary>Whether no worker has it because it waits for other jobs, those that it returned or joins.</summary>
    public bool IsWaiting => Record.IsWaiting;

    /// <summary>What it last reported of its progress.</summary>
    public JobProgress? Progress => Record.Progress;

    /// <summary>The dispatcher that runs it, or ran it last.</summary>
    public Guid? Dispatcher => Record.Dispatcher;

    internal JobRecord Record => Volatile.Read(ref _record) ?? Describe();

    /// <summary>What it returned, as a value of that type; the type's default when it returned nothing.</summary>
    /// <typeparam name="T">The type that its method returned, or one that can be read from it.</typeparam>
    /// <exception cref="JobFailedException">It failed or was stopped.</exception>
    /// <exception cref="AsyncEngineException"><c>JobStatusInvalid</c>: it has not ended, as far as was read.</exception>
    public T? Result<T>()
    {
        var record = Record;
        return record.Outcome switch
        {
            null => throw new AsyncEngineException(
                ErrorIds.JobStatusInvalid,
                $"Job {Id} has no result: it is {record.Status}. Wait for it with WaitAsync.") { Target = Id },
            JobOutcome.Succeeded when record.Result.IsEmpty => default,
            JobOutcome.Succeeded => JobHome.In(_store, () => (T?)_store.Options.Codec.Decode(record.Result, typeof(T))),
            var outcome => throw new JobFailedException(Id, outcome.Value, record.Error ?? Unexplained(outcome.Value)),
        };
    }

    /// <summary>Reads the job again.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="AsyncEngineException"><c>JobNotFound</c>: it was removed.</exception>
    public async Task RefreshAsync(CancellationToken cancellationToken = default)
    {
        var records = await _store.Storage.Jobs.GetAsync([Id], cancellationToken).ConfigureAwait(false);
        Volatile.Write(ref _record, records[0] ?? throw CompletionWatch.NotFound(Id));
    }

    /// <summary>Waits until the job is completed, callbacks included, and reads it.</summary>
    /// <param name="cancellationToken">Ends the waiting; the job goes on.</param>
    /// <returns>This job.</returns>
    /// <exception cref="AsyncEngineException">
    /// <c>JobNotFound</c>: it was removed. <c>WaitWouldDeadlock</c>: it was added by the running job that waits here,
    /// and exists only when that has succeeded; or it works on the same state.
    /// </exception>
    public async Task<Job> WaitAsync(CancellationToken cancellationToken = default)
    {
        if (Status != JobStatus.Completed)
        {
            var context = JobContext.CurrentIn(_store.Storage);
            context?.ThrowIfAddedHere(Id);
            if (context is not null)
            {
                await context.ThrowIfTheyNeedTheStateAsync([Id], cancellationToken).ConfigureAwait(false);
            }

            using (context?.LendSlot())
            {
                await _store.Completions.WaitAsync(Id, cancellationToken).ConfigureAwait(false);
            }
        }

        await RefreshAsync(cancellationToken).ConfigureAwait(false);
        return this;
    }

    /// <summary>Waits until the job is completed, but not for ever.</summary>
    /// <param name="timeout">How long; <see cref="Timeout.InfiniteTimeSpan"/> = for ever after all.</param>
    /// <param name="cancellationToken">Ends the waiting; the job goes on.</param>
    /// <returns>This job.</returns>
    /// <exception cref="AsyncEngineException">
    /// <c>WaitTimedOut</c>: it is not completed yet. Also as <see cref="WaitAsync(CancellationToken)"/>.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The timeout is negative.</exception>
    public async Task<Job> WaitAsync(TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        if (timeout < TimeSpan.Zero && timeout != Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentOutOfRangeException(nameof(timeout), timeout, "A time to wait is not negative.");
        }

        using var limit = new CancellationTokenSource(LongTimer.Part(timeout), _store.Options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new AsyncEngineException(
                ErrorIds.WaitTimedOut,
                $"Job {Id} was not completed within {timeout}. It goes on; wait again or stop it.") { Target = Id };
        }
    }

    /// <summary>Waits for the job and gives its result.</summary>
    /// <param name="cancellationToken">Ends the waiting; the job goes on.</param>
    /// <typeparam name="T">The type that its method returned.</typeparam>
    /// <exception cref="JobFailedException">It failed or was stopped.</exception>
    public async Task<T?> ResultAsync<T>(CancellationToken cancellationToken = default)
    {
        await WaitAsync(cancellationToken).ConfigureAwait(false);
        return Result<T>();
    }

    /// <summary>
    /// Stops the job: a waiting one is over at once, a running one is told to end. Completed jobs are left alone.
    /// </summary>
    /// <param name="cancellationToken">Gives up waiting for the store.</param>
    /// <exception cref="AsyncEngineException"><c>JobNotFound</c>.</exception>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        var results = await _store.Storage.Jobs.StopAsync([Id], cancellationToken).ConfigureAwait(false);
        if (results[0] == StopResult.NotFound)
        {
            throw CompletionWatch.NotFound(Id);
        }
    }

    /// <summary>
    /// Adds a callback. On a completed job it is queued as a job of its own. Within a running job of the same store it
    /// is added with that job's success.
    /// </summary>
    /// <param name="callback">What to run.</param>
    /// <param name="cancellationToken">Gives up waiting; the callback may have been added nevertheless.</param>
    /// <returns>The callback, itself a job.</returns>
    /// <exception cref="AsyncEngineException"><c>JobNotFound</c>.</exception>
    public async Task<Job> AddCallbackAsync(JobCallback callback, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var newCallback = callback.ToNewCallback(_store.Options.Codec);
        long id;
        if (JobContext.CurrentIn(_store.Storage) is { } context)
        {
            id = await context.AddCallbackAsync(Id, newCallback, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            var ids = await _store.Storage.Jobs.AddCallbacksAsync(Id, [newCallback], cancellationToken)
                .ConfigureAwait(false);
            id = ids[0];
        }

        return new Job(_store, JobRecord.Unread(id, JobStatus.New) with
        {
            Name = callback.Name,
            Queue = Queue,
            ParentId = Id,
        });
    }

    /// <summary>
    /// Adds parts to a join that has not ended, after those that it has (R100). Within a running job of the same store
    /// they are added with that job's success.
    /// </summary>
    /// <param name="parts">The parts; those that are saved already are waited for, the others are put.</param>
    /// <param name="cancellationToken">Gives up waiting; the parts may have been added nevertheless.</param>
    /// <returns>The parts.</returns>
    /// <exception cref="AsyncEngineException">
    /// <c>JobNotFound</c>; <c>JobStatusInvalid</c>: it is no join, or all its parts have ended; <c>WaitWouldDeadlock</c>:
    /// a part waits for the join.
    /// </exception>
    public async Task<IReadOnlyList<Job>> AddPartsAsync(
        IEnumerable<JobSpec> parts, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var linked = parts.Select((part, index) => part.ToLinked(Queue, _store, index)).ToArray();
        var ids = JobContext.CurrentIn(_store.Storage) is { } context
            ? await context.AddPartsAsync(Id, linked, cancellationToken).ConfigureAwait(false)
            : await _store.Storage.Jobs.AddPartsAsync(Id, linked, cancellationToken).ConfigureAwait(false);
        return [.. ids.Select((id, index) => linked[index].New is { } added
            ? new Job(_store, id, added, JobStatus.New)
            : new Job(_store, id))];
    }

    /// <summary>Sets an annotation: a small named value that can be read from anywhere while the job runs (R194).</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value; null is a value too.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="AsyncEngineException"><c>JobNotFound</c>, <c>PayloadNotSerializable</c>.</exception>
    public Task SetAnnotationAsync(string name, object? value, CancellationToken cancellationToken = default) =>
        Annotations.SetAsync(_store, Id, name, value, cancellationToken);

    /// <summary>Reads an annotation, and waits for it if it is not there (R195).</summary>
    /// <param name="name">Its name.</param>
    /// <param name="defaultValue">What to return when it is not there in time.</param>
    /// <param name="timeout">
    /// How long to wait for it; null = not at all, <see cref="Timeout.InfiniteTimeSpan"/> = until it is there.
    /// </param>
    /// <param name="cancellationToken">Ends the waiting with an exception.</param>
    /// <typeparam name="T">The value's type.</typeparam>
    /// <exception cref="AsyncEngineException"><c>JobNotFound</c>.</exception>
    public Task<T?> GetAnnotationAsync<T>(
        string name, T? defaultValue = default, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        Annotations.GetAsync(_store, Id, name, defaultValue, timeout, cancellationToken);

    /// <summary>
    /// All that happened to it, from its beginning on: every change of its status with its time, dispatcher and reason,
    /// and what happened to it where it stood (a change, a request to stop). Of moves out of turn, such as retries and
    /// rescues, the last hundred are kept.
    /// </summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="AsyncEngineException"><c>JobNotFound</c>: it was removed.</exception>
    public async Task<IReadOnlyList<JobMove>> GetHistoryAsync(CancellationToken cancellationToken = default) =>
        await _store.Storage.Jobs.ReadHistoryAsync(Id, cancellationToken).ConfigureAwait(false)
            ?? throw CompletionWatch.NotFound(Id);

    /// <summary>Why it does not run, in one sentence; null when it is finished.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<string?> ExplainAsync(CancellationToken cancellationToken = default)
    {
        var reasons = await _store.Storage.Jobs.ExplainAsync([Id], cancellationToken).ConfigureAwait(false);
        return reasons[0]?.Text;
    }

    /// <summary>Id, status and name.</summary>
    public override string ToString() => Name is null ? $"Job {Id} ({Status})" : $"Job {Id} '{Name}' ({Status})";

    /// <summary>The job as another one of that store names it.</summary>
    /// <exception cref="AsyncEngineException"><c>ArgumentInvalid</c>: it belongs to another store.</exception>
    internal LinkedJob ToLinked(AsyncStore store) => store.IsSameAs(_store) ? LinkedJob.To(Id) : throw new AsyncEngineException(
        ErrorIds.ArgumentInvalid,
        $"Job {Id} belongs to another store: a job of this one cannot wait for it. Wait for it with WaitAsync.")
    {
        Target = Id,
    };

    private static JobError Unexplained(JobOutcome outcome) => new()
    {
        ErrorId = outcome == JobOutcome.Cancelled ? ErrorIds.JobCancelled : ErrorIds.JobAborted,
        Message = outcome == JobOutcome.Cancelled ? "The job was stopped." : "The job failed; no reason was stored.",
    };

    // Who reads the job meanwhile knows more, and wins.
    private JobRecord Describe()
    {
        var added = JobRecord.Of(_added!, Id, _addedAs) with { AddedBy = _store.Options.Source }; // the constructor sets one of them
        return Interlocked.CompareExchange(ref _record, added, null) ?? added;
    }
}
