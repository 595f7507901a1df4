using System.Data.Common;
using System.Linq.Expressions;
using System.Reflection;
using AsyncEngine.Calls;
using AsyncEngine.Calls.Methods;
using AsyncEngine.Storage;

namespace AsyncEngine;

/// <summary>A queue of a store: where jobs are added, and its quotas. Thread-safe.</summary>
/// <remarks>
/// <para>
/// A job is one call of a method: <c>queue.Add(() => Reports.Build("q3"))</c>. Its arguments are evaluated when it is
/// added and stored with it. A method that returns a task is waited for. Parameters of type
/// <see cref="JobContext"/> and <see cref="CancellationToken"/> are filled in when it runs: pass anything for them.
/// </para>
/// <para>
/// Every way to add throws <see cref="AsyncEngineException"/>: <c>QueueNotFound</c>, <c>QuotaNotFound</c>,
/// <c>ArgumentInvalid</c>, <c>MethodNotFound</c>, <c>PayloadNotSerializable</c>, <c>PayloadTooLarge</c>; then nothing
/// was added. When it returns, the job is on the disk.
/// </para>
/// <para>
/// Within a running job of the same store, what is added joins that job's transaction: its id is final, it exists when
/// the job has succeeded (R065). <see cref="JobOptions.Immediate"/> adds at once.
/// </para>
/// </remarks>
public sealed class JobQueue
{
    private readonly AsyncStore _store;

    internal JobQueue(AsyncStore store, string name)
    {
        _store = store;
        Name = name;
    }

    /// <summary>The queue's name, as it was asked for.</summary>
    public string Name { get; }

    /// <summary>Adds a job.</summary>
    /// <param name="call">A call of a static method, or of a method on <c>new T()</c>.</param>
    /// <param name="options">Null = defaults.</param>
    public Job Add(Expression<Action> call, JobOptions? options = null) =>
        BlockingCall.Run(() => AddAsync(call, options));

    /// <summary>Adds a job.</summary>
    /// <param name="call">A call of a static method, or of a method on <c>new T()</c>; it may return a task.</param>
    /// <param name="options">Null = defaults.</param>
    /// <typeparam name="TResult">What the method returns.</typeparam>
    public Job Add<TResult>(Expression<Func<TResult>> call, JobOptions? options = null) =>
        BlockingCall.Run(() => AddAsync(call, options));

    /// <summary>Adds a job that calls a method of an object which the dispatcher makes when it runs.</summary>
    /// <param name="call">A call of a method on the parameter.</param>
    /// <param name="options">Null = defaults.</param>
    /// <typeparam name="T">The object's type; see <c>DispatcherOptions.CreateInstance</c>.</typeparam>
    public Job Add<T>(Expression<Action<T>> call, JobOptions? options = null) =>
        BlockingCall.Run(() => AddAsync(call, options));

    /// <summary>
    /// Adds a job that calls a method of a state of the store: <c>queue.Add&lt;Counter&gt;("demo", c => c.Increase(5))</c>.
    /// What the object is when the call has succeeded is stored with the outcome; jobs with one state never run at once.
    /// </summary>
    /// <param name="state">The state's name. It is created when it does not exist.</param>
    /// <param name="call">A call of a method on the parameter.</param>
    /// <param name="options">Null = defaults.</param>
    /// <typeparam name="T">
    /// The state's type: a class with a constructor without parameters, and public properties or fields.
    /// </typeparam>
    public Job Add<T>(string state, Expression<Action<T>> call, JobOptions? options = null)
        where T : class => BlockingCall.Run(() => AddAsync(state, call, options));

    /// <inheritdoc cref="Add{T}(string, Expression{Action{T}}, JobOptions)"/>
    /// <param name="state">The state's name. It is created when it does not exist.</param>
    /// <param name="call">A call of a method on the parameter.</param>
    /// <param name="options">Null = defaults.</param>
    /// <param name="cancellationToken">Gives up waiting; the job may have been added nevertheless.</param>
    public Task<Job> AddAsync<T>(
        string state,
        Expression<Action<T>> call,
        JobOptions? options = null,
        CancellationToken cancellationToken = default)
        where T : class => AddOneAsync(JobSpec.OfState(state, call, options), cancellationToken);

    /// <inheritdoc cref="Add(Expression{Action}, JobOptions)"/>
    /// <param name="call">A call of a static method, or of a method on <c>new T()</c>.</param>
    /// <param name="options">Null = defaults.</param>
    /// <param name="cancellationToken">Gives up waiting; the job may have been added nevertheless.</param>
    public Task<Job> AddAsync(
        Expression<Action> call, JobOptions? options = null, CancellationToken cancellationToken = default) =>
        AddOneAsync(JobSpec.Of(call, options), cancellationToken);

    /// <inheritdoc cref="Add{TResult}(Expression{Func{TResult}}, JobOptions)"/>
    /// <param name="call">A call of a static method, or of a method on <c>new T()</c>; it may return a task.</param>
    /// <param name="options">Null = defaults.</param>
    /// <param name="cancellationToken">Gives up waiting; the job may have been added nevertheless.</param>
    public Task<Job> AddAsync<TResult>(
        Expression<Func<TResult>> call, JobOptions? options = null, CancellationToken cancellationToken = default) =>
        AddOneAsync(JobSpec.Of(call, options), cancellationToken);

    /// <inheritdoc cref="Add{T}(Expression{Action{T}}, JobOptions)"/>
    /// <param name="call">A call of a method on the parameter.</param>
    /// <param name="options">Null = defaults.</param>
    /// <param name="cancellationToken">Gives up waiting; the job may have been added nevertheless.</param>
    public Task<Job> AddAsync<T>(
        Expression<Action<T>> call, JobOptions? options = null, CancellationToken cancellationToken = default) =>
        AddOneAsync(JobSpec.Of(call, options), cancellationToken);

    /// <summary>Adds a call of a method that is known by reflection only.</summary>
    /// <param name="method">The method; not generic, or closed.</param>
    /// <param name="arguments">
    /// Arguments for its parameters, without those that are filled in when it runs; converted where it loses nothing.
    /// </param>
    /// <param name="options">Null = defaults.</param>
    /// <param name="cancellationToken">Gives up waiting; the job may have been added nevertheless.</param>
    public Task<Job> AddAsync(
        MethodInfo method,
        IReadOnlyList<object?> arguments,
        JobOptions? options = null,
        CancellationToken cancellationToken = default) =>
        AddOneAsync(JobSpec.Of(method, arguments, options), cancellationToken);

    /// <summary>Adds a call of the overload that the arguments fit best.</summary>
    /// <param name="type">The type that has the method.</param>
    /// <param name="method">The public method's name, in any case.</param>
    /// <param name="arguments">
    /// Arguments for its parameters, without those that are filled in when it runs; converted where it loses nothing.
    /// </param>
    /// <param name="options">Null = defaults.</param>
    /// <param name="cancellationToken">Gives up waiting; the job may have been added nevertheless.</param>
    public Task<Job> AddAsync(
        Type type,
        string method,
        IReadOnlyList<object?> arguments,
        JobOptions? options = null,
        CancellationToken cancellationToken = default) =>
        AddOneAsync(JobSpec.Of(type, method, arguments, options), cancellationToken);

    /// <summary>Adds a job that was specified before: a call, or a join with its parts.</summary>
    /// <param name="job">The job.</param>
    public Job Add(JobSpec job) => BlockingCall.Run(() => AddAsync(job));

    /// <inheritdoc cref="Add(JobSpec)"/>
    /// <param name="job">The job.</param>
    /// <param name="cancellationToken">Gives up waiting; the job may have been added nevertheless.</param>
    /// <exception cref="AsyncEngineException"><c>JobStatusInvalid</c>: it is saved already (R007).</exception>
    public Task<Job> AddAsync(JobSpec job, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(job);
        return AddOneAsync(job, cancellationToken);
    }

    /// <summary>Adds jobs as one batch: all of them or none.</summary>
    /// <param name="jobs">At most 50,000 jobs, or 64 MiB of arguments.</param>
    /// <param name="cancellationToken">Gives up waiting; the jobs may have been added nevertheless.</param>
    /// <exception cref="AsyncEngineException"><c>BatchTooLarge</c>; Index names the job that was refused.</exception>
    public async Task<IReadOnlyList<Job>> AddRangeAsync(
        IEnumerable<JobSpec> jobs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(jobs);
        var newJobs = new List<NewJob>();
        var immediate = false;
        foreach (var spec in jobs)
        {
            ArgumentNullException.ThrowIfNull(spec, nameof(jobs));
            newJobs.Add(spec.ToNewJob(Name, _store, newJobs.Count));
            immediate |= spec.Options.Immediate;
        }

        return await AddAllAsync(newJobs, immediate, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Adds one job for each item as one batch: <c>AddRangeAsync(months, m => Reports.Build(m))</c>.</summary>
    /// <param name="items">At most 50,000 items.</param>
    /// <param name="call">A call of a static method; its arguments are evaluated for each item.</param>
    /// <param name="options">For all of them; null = defaults.</param>
    /// <param name="cancellationToken">Gives up waiting; the jobs may have been added nevertheless.</param>
    /// <typeparam name="TItem">The items' type.</typeparam>
    /// <exception cref="AsyncEngineException"><c>BatchTooLarge</c>; Index names the job that was refused.</exception>
    public Task<IReadOnlyList<Job>> AddRangeAsync<TItem>(
        IEnumerable<TItem> items,
        Expression<Action<TItem>> call,
        JobOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(call);
        var template = CallExpression.ReadTemplate<TItem>(call);
        return AddRangeAsync(items.Select(item => new JobSpec(template(item), options)), cancellationToken);
    }

    /// <summary>
    /// Adds a job in a transaction of yours on the store's own database: it exists if and only if that commits.
    /// </summary>
    /// <param name="call">A call of a static method, or of a method on <c>new T()</c>; it may return a task.</param>
    /// <param name="transaction">
    /// An open transaction: a <c>SqliteTransaction</c> on the store's file, or an <c>NpgsqlTransaction</c> on its database.
    /// On a file, whatever else the same code writes to the store before the commit is refused with <c>StoreBusy</c>.
    /// </param>
    /// <param name="options">Null = defaults.</param>
    /// <exception cref="AsyncEngineException">
    /// As for every way to add, and <c>ArgumentInvalid</c>: the transaction has ended or is on another database. The
    /// transaction can go on after a refusal.
    /// </exception>
    public Job Add(Expression<Action> call, DbTransaction transaction, JobOptions? options = null) =>
        BlockingCall.Run(() => AddAsync(call, transaction, options));

    /// <inheritdoc cref="Add(Expression{Action}, DbTransaction, JobOptions)"/>
    /// <param name="call">A call of a static method, or of a method on <c>new T()</c>; it may return a task.</param>
    /// <param name="transaction">An open transaction on the store's own database.</param>
    /// <param name="options">Null = defaults.</param>
    /// <param name="cancellationToken">Gives up waiting; the job may have been added nevertheless.</param>
    public Task<Job> AddAsync(
        Expression<Action> call,
        DbTransaction transaction,
        JobOptions? options = null,
        CancellationToken cancellationToken = default) =>
        FirstAsync(AddRangeAsync([JobSpec.Of(call, options)], transaction, cancellationToken));

    /// <summary>Adds jobs in a transaction of yours: all of them if and only if it commits.</summary>
    /// <param name="jobs">At most 50,000 jobs, or 64 MiB of arguments.</param>
    /// <param name="transaction">An open transaction on the store's own database.</param>
    /// <param name="cancellationToken">Gives up waiting; the jobs may have been added nevertheless.</param>
    /// <exception cref="AsyncEngineException"><c>BatchTooLarge</c>; Index names the job that was refused.</exception>
    public Task<IReadOnlyList<Job>> AddRangeAsync(
        IEnumerable<JobSpec> jobs, DbTransaction transaction, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(jobs);
        ArgumentNullException.ThrowIfNull(transaction);
        NewJob[] newJobs = [.. jobs.Select((spec, index) => spec.ToNewJob(Name, _store, index))];

        // Not awaited here: the store notes the transaction in the context of the caller.
        return ToJobsAsync(newJobs, _store.Storage.Jobs.EnqueueAsync(newJobs, transaction, cancellationToken));
    }

    /// <summary>What the queue holds.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="AsyncEngineException"><c>QueueNotFound</c>.</exception>
    public async Task<QueueInfo> GetInfoAsync(CancellationToken cancellationToken = default)
    {
        var queues = await _store.Storage.Queues.ListAsync(cancellationToken).ConfigureAwait(false);
        return queues.FirstOrDefault(queue => string.Equals(queue.Name, Name, StringComparison.OrdinalIgnoreCase))
            ?? throw NotFound();
    }

    /// <summary>
    /// What the queue holds now, and what became of its jobs in an interval: rates, and how long they waited and ran.
    /// </summary>
    /// <param name="since">The beginning of the interval; null = an hour before its end.</param>
    /// <param name="before">The end of the interval; null = now.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="AsyncEngineException">
    /// <c>QueueNotFound</c>; <c>ArgumentInvalid</c>: the interval ends before it begins.
    /// </exception>
    public async Task<QueueStatistics> MeasureAsync(
        DateTimeOffset? since = null, DateTimeOffset? before = null, CancellationToken cancellationToken = default)
    {
        var measure = new Measure
        {
            Jobs = new JobFilter { QueueLike = [Measure.PatternOf(Name)] },
            Since = since,
            Before = before,
        };
        var measured = await _store.Storage.Queues.MeasureAsync(measure, cancellationToken).ConfigureAwait(false);
        return measured.Count > 0 ? measured[0] : throw NotFound();
    }

    /// <summary>Stops offering the queue's jobs; running ones go on.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="AsyncEngineException"><c>QueueNotFound</c>.</exception>
    public Task SuspendAsync(CancellationToken cancellationToken = default) =>
        _store.Storage.Queues.SetPausedAsync(Name, paused: true, cancellationToken);

    /// <summary>Offers the queue's jobs again.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="AsyncEngineException"><c>QueueNotFound</c>.</exception>
    public Task ResumeAsync(CancellationToken cancellationToken = default) =>
        _store.Storage.Queues.SetPausedAsync(Name, paused: false, cancellationToken);

    /// <summary>Creates a quota: at most so many jobs of that name in progress, over all dispatchers (R126).</summary>
    /// <param name="name">Its name.</param>
    /// <param name="size">How many; 0 blocks all (R134).</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="AsyncEngineException"><c>QueueNotFound</c>, <c>QuotaExists</c>.</exception>
    public Task CreateQuotaAsync(string name, int size = 1, CancellationToken cancellationToken = default) =>
        _store.Storage.Quotas.CreateAsync(Name, [name], size, cancellationToken);

    /// <summary>The queue's quotas and who holds their slots.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="AsyncEngineException"><c>QueueNotFound</c>.</exception>
    public Task<IReadOnlyList<QuotaInfo>> GetQuotasAsync(CancellationToken cancellationToken = default) =>
        _store.Storage.Quotas.ListAsync(Name, cancellationToken);

    /// <summary>Changes a quota's size; jobs in progress go on (R133).</summary>
    /// <param name="name">Its name.</param>
    /// <param name="size">How many from now on.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="AsyncEngineException"><c>QuotaNotFound</c>.</exception>
    public Task ResizeQuotaAsync(string name, int size, CancellationToken cancellationToken = default) =>
        _store.Storage.Quotas.ResizeAsync(Name, name, size, cancellationToken);

    /// <summary>Removes a quota; jobs that name it run without it (R131).</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="AsyncEngineException"><c>QuotaNotFound</c>.</exception>
    public Task RemoveQuotaAsync(string name, CancellationToken cancellationToken = default) =>
        _store.Storage.Quotas.RemoveAsync(Name, name, cancellationToken);

    private AsyncEngineException NotFound() => new(
        ErrorIds.QueueNotFound, $"There is no queue '{Name}'. Create it first.") { Target = Name };

    private static async Task<Job> FirstAsync(Task<IReadOnlyList<Job>> jobs) => (await jobs.ConfigureAwait(false))[0];

    private async Task<IReadOnlyList<Job>> ToJobsAsync(NewJob[] jobs, Task<IReadOnlyList<long>> added)
    {
        var ids = await added.ConfigureAwait(false);
        return [.. jobs.Select((job, index) => new Job(_store, ids[index], job, JobStatus.Pending))];
    }

    private async Task<Job> AddOneAsync(JobSpec spec, CancellationToken cancellationToken)
    {
        var newJob = spec.ToNewJob(Name, _store, index: null);
        var jobs = await AddAllAsync([newJob], spec.Options.Immediate, cancellationToken).ConfigureAwait(false);
        return jobs[0];
    }

    private async Task<IReadOnlyList<Job>> AddAllAsync(
        IReadOnlyList<NewJob> jobs, bool immediate, CancellationToken cancellationToken)
    {
        var context = immediate ? null : JobContext.CurrentIn(_store.Storage);
        var ids = context is null
            ? await _store.Storage.Jobs.EnqueueAsync(jobs, cancellationToken).ConfigureAwait(false)
            : await context.AddAsync(jobs, cancellationToken).ConfigureAwait(false);
        var status = context is null ? JobStatus.Pending : JobStatus.New;
        return [.. jobs.Select((job, index) => new Job(_store, ids[index], job, status))];
    }
}
