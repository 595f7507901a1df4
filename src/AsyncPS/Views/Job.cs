using System.Globalization;
using AsyncEngine.Storage;

namespace AsyncPS;

/// <summary>A job, as it was when it was read. Reading a property never asks the store.</summary>
public sealed class Job
{
    private JobValues _values;

    internal Job(JobRecord record, DateTimeOffset now, string? waitingFor) => Refresh(record, now, waitingFor);

    /// <summary>A job that is not in a store yet.</summary>
    internal Job(JobDraft draft, DateTimeOffset now)
    {
        Refresh(JobPreview.Of(draft.Job, id: 0, JobStatus.New, now), now, waitingFor: null);
        Draft = draft;
        Call = CallDisplay.Of(draft.Job.Call, draft.Parts?.Count ?? 0);
        Part = new ViewList<long>([.. draft.Parts?.Select(part => part.Id).Where(id => id > 0) ?? []]);
    }

    /// <summary>Its number in the store; 0 as long as it is not saved.</summary>
    public long Id { get; private set; }

    /// <summary>Its name, if it was given one.</summary>
    public string? Name { get; private set; }

    /// <summary>The queue that it waits or waited in.</summary>
    public string Queue { get; private set; }

    /// <summary>Where it stands.</summary>
    public JobStatus Status { get; private set; }

    /// <summary>How it ended.</summary>
    public JobOutcome? Outcome { get; private set; }

    /// <summary>What it runs: the script's text, or type and method.</summary>
    public string Call { get; private set; }

    /// <summary>Its positional arguments.</summary>
    public ViewList<object?> ArgumentList => _values.ArgumentList;

    /// <summary>Its named arguments.</summary>
    public ViewTable Parameters => _values.Parameters;

    /// <summary>What it returned: nothing, one object, or an array.</summary>
    public object? Result => _values.Result;

    /// <summary>Why it failed.</summary>
    public JobError? Error { get; private set; }

    /// <summary>When it was added.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>The process that added it; empty as long as it is not in the store.</summary>
    public JobSource? AddedBy { get; private set; }

    /// <summary>The earliest moment at which it may begin.</summary>
    public DateTimeOffset? BeginAfter { get; private set; }

    /// <summary>How long after that it may still begin.</summary>
    public TimeSpan? BeginBy { get; private set; }

    /// <summary>When its last run began.</summary>
    public DateTimeOffset? StartedAt { get; private set; }

    /// <summary>When its call ended.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>When it was finished, callbacks included.</summary>
    public DateTimeOffset? CompletedAt { get; private set; }

    /// <summary>How long it waited, or has waited, since it could have begun.</summary>
    public TimeSpan? Waited { get; private set; }

    /// <summary>How long its call ran, or has run.</summary>
    public TimeSpan? Duration { get; private set; }

    /// <summary>How often its call was started.</summary>
    public int Attempt { get; private set; }

    /// <summary>The quotas that it needs a slot of.</summary>
    public ViewList<string> Quota { get; private set; }

    /// <summary>Higher goes first.</summary>
    public int Priority { get; private set; }

    /// <summary>Its tags.</summary>
    public ViewList<string> Tag { get; private set; }

    /// <summary>Whether it recorded errors that did not end it.</summary>
    public bool HadErrors { get; private set; }

    /// <summary>What it gave to <c>exit</c>.</summary>
    public int? ExitCode { get; private set; }

    /// <summary>How long a run may take.</summary>
    public TimeSpan? Timeout { get; private set; }

    /// <summary>How far it is kept apart from other jobs; empty = as its agent does it.</summary>
    public JobIsolation? Isolation => _values.Isolation;

    /// <summary>How many bytes its process may have; empty = no limit, or its agent's.</summary>
    public long? MaxMemory => _values.MaxMemory;

    /// <summary>How many starts an ordinary failure may cost.</summary>
    public int? MaxAttempts { get; private set; }

    /// <summary>What happens when it is interrupted.</summary>
    public RetryPolicy RetryPolicy { get; private set; }

    /// <summary>The named value that it works on.</summary>
    public string? StateName { get; private set; }

    /// <summary>Small named values that it or others put on it.</summary>
    public ViewTable Annotation => _values.Annotation;

    /// <summary>How far it said it is.</summary>
    public JobProgress? Progress { get; private set; }

    /// <summary>The finished job that this one runs again.</summary>
    public long? RestartOf { get; private set; }

    /// <summary>The job whose callback this is.</summary>
    public long? ParentId { get; private set; }

    /// <summary>Ids of its callbacks.</summary>
    public ViewList<long> Callback { get; private set; }

    /// <summary>Ids of its parts, if it is a join.</summary>
    public ViewList<long> Part { get; private set; }

    /// <summary>Ids of the joins that it is a part of.</summary>
    public ViewList<long> PartOf { get; private set; }

    /// <summary>UUID of the dispatcher that has or had it.</summary>
    public Guid? Dispatcher { get; private set; }

    /// <summary>The agent that claimed it.</summary>
    public string? Agent { get; private set; }

    /// <summary>Why it does not run yet, in one sentence.</summary>
    public string? WaitingFor { get; private set; }

    /// <summary>How often it was claimed.</summary>
    internal long Run { get; private set; }

    /// <summary>Not null: it is not saved yet.</summary>
    internal JobDraft? Draft { get; private set; }

    /// <summary>The engine's error, record included: what <c>Receive-AsyncJob</c> writes.</summary>
    internal AsyncEngine.Jobs.JobError? EngineError { get; private set; }

    /// <summary>What its call wrote, object by object, also what it wrote before it failed.</summary>
    internal IReadOnlyList<object?> ReadOutputs() => _values.ReadOutputs();

    /// <summary>The id; of an unsaved job, that it is one.</summary>
    public override string ToString() => Draft is null ? Id.ToString(CultureInfo.InvariantCulture) : "(unsaved)";

    /// <summary>Where the store is that it was read from or saved in; null = unknown. Ids mean something there only.</summary>
    internal string? Home { get; set; }

    /// <summary>It was saved and has its id, although nobody can see it before the running job has succeeded.</summary>
    internal void Saved(long id, string home)
    {
        Id = id;
        Home = home;
        Draft = null;
    }

    /// <summary>Brings the object up to date.</summary>
    [System.Diagnostics.CodeAnalysis.MemberNotNull(
        nameof(_values),
        nameof(Queue),
        nameof(Call),
        nameof(Quota),
        nameof(Tag),
        nameof(Callback),
        nameof(Part),
        nameof(PartOf))]
    internal void Refresh(JobRecord record, DateTimeOffset now, string? waitingFor)
    {
        Draft = null;
        _values = new JobValues(record);
        Id = record.Id;
        Name = record.Name;
        Queue = record.Queue;
        Status = (JobStatus)record.Status;
        Outcome = (JobOutcome?)record.Outcome;
        Call = CallDisplay.Of(record.Call, record.Parts.Count);
        Quota = new ViewList<string>([.. record.Quotas]);
        Priority = record.Priority;
        Tag = new ViewList<string>([.. record.Tags]);
        Timeout = record.Timeout;
        MaxAttempts = record.MaxAttempts;
        RetryPolicy = (RetryPolicy)record.RetryPolicy;
        StateName = record.State;
        ParentId = record.ParentId;
        RestartOf = record.RestartOf;
        AddedBy = record.AddedBy is null ? null : new JobSource(record.AddedBy);
        Callback = new ViewList<long>([.. record.Callbacks]);
        Part = new ViewList<long>([.. record.Parts]);
        PartOf = new ViewList<long>([.. record.PartOf]);
        Dispatcher = record.Dispatcher;
        Agent = record.Agent;
        WaitingFor = waitingFor;
        RefreshOutcome(record);
        RefreshTimes(record, now);
    }

    private void RefreshOutcome(JobRecord record)
    {
        Error = record.Error is null ? null : new JobError(record.Error);
        EngineError = record.Error;
        HadErrors = record.HadErrors;
        ExitCode = record.ExitCode;
        Attempt = record.Attempt;
        Run = record.Run;
        Progress = record.Progress is null ? null : new JobProgress(record.Progress);
    }

    private void RefreshTimes(JobRecord record, DateTimeOffset now)
    {
        CreatedAt = record.CreatedAt.ToLocalTime();

        // A job that may begin at once begins after its creation: nothing that anybody asked for.
        BeginAfter = record.BeginAfter == record.CreatedAt ? null : record.BeginAfter?.ToLocalTime();
        BeginBy = record.BeginBy;
        StartedAt = record.StartedAt?.ToLocalTime();
        EndedAt = record.EndedAt?.ToLocalTime();
        CompletedAt = record.CompletedAt?.ToLocalTime();

        var ready = record.BeginAfter > record.CreatedAt ? record.BeginAfter.Value : record.CreatedAt;
        var left = record.StartedAt ?? record.EndedAt ?? record.CompletedAt ?? now;
        Waited = Moments.Between(ready, left);
        Duration = record.StartedAt is { } started ? Moments.Between(started, record.EndedAt ?? now) : null;
    }
}
