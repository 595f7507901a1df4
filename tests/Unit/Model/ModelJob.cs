using AsyncEngine.Jobs;

namespace Unit.Model;

/// <summary>A job as the rules see it; a callback is one too.</summary>
internal sealed class ModelJob
{
    public required long Id { get; init; }

    public string Name { get; init; } = string.Empty;

    public IReadOnlyList<string> Quotas { get; set; } = [];

    public ModelNamedState? State { get; init; }

    /// <summary>It needs slots to run.</summary>
    public bool IsLimited => Quotas.Count > 0 || State is not null;

    public int Priority { get; set; }

    public TimeSpan? BeginBy { get; set; }

    public RetryPolicyKind Policy { get; init; }

    /// <summary>The job whose outcome this callback gets.</summary>
    public ModelJob? Parent { get; init; }

    /// <summary>The job that is claimed for it.</summary>
    public ModelJob? Root { get; init; }

    public List<ModelJob> Callbacks { get; } = [];

    public ModelStand Stand { get; set; }

    public ModelPlace Place { get; set; }

    public DateTimeOffset BeginAfter { get; set; }

    public DateTimeOffset? ExpiresAt { get; set; }

    public bool IsCareful { get; set; }

    /// <summary>Of a careful job: whether it is more than its quotas that it is careful for.</summary>
    public bool NeedsWorker { get; set; }

    public bool HasSlots { get; set; }

    /// <summary>Whether it had its slots before it was claimed, from a run that was interrupted (R137).</summary>
    public bool HadSlots { get; set; }

    public long Run { get; set; }

    public int Attempt { get; set; }

    public int Interruptions { get; set; }

    /// <summary>Of a callback: how often it was begun.</summary>
    public int Starts { get; set; }

    public JobOutcome? Outcome { get; set; }

    public string? ErrorId { get; set; }

    public ModelDispatcher? Dispatcher { get; set; }

    /// <summary>Of a running job: Assigned, Active or Callbacks.</summary>
    public JobStatus Phase { get; set; }

    /// <summary>Of a running job: when its call began; null when it has not.</summary>
    public DateTimeOffset? StartedAt { get; set; }

    public bool IsStopRequested { get; set; }

    public bool IsCompleted => Root is null
        ? Stand == ModelStand.Completed
        : Outcome is not null && !HasOpenCallbacks;

    public bool HasOpenCallbacks => Owned.Any(callback => !callback.IsCompleted);

    /// <summary>The next callback that has no outcome, depth first (R070, R071).</summary>
    public ModelJob? Next => Owned
        .Select(callback => callback.Outcome is null ? callback : callback.Next)
        .FirstOrDefault(callback => callback is not null);

    /// <summary>Without those that were added when it was completed: they are jobs of their own (R074).</summary>
    private IEnumerable<ModelJob> Owned => Callbacks.Where(callback => callback.Root is not null);

    public JobStatus Status => this switch
    {
        { IsCompleted: true } => JobStatus.Completed,
        { Outcome: not null } => JobStatus.Callbacks,
        { Root: { } root } => Starts > 0 ? JobStatus.Active
            : root.Stand == ModelStand.Running ? JobStatus.Assigned
            : JobStatus.Pending,
        { Stand: ModelStand.Running } => Phase,
        _ => JobStatus.Pending,
    };
}
