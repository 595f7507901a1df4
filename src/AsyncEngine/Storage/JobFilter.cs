namespace AsyncEngine.Storage;

/// <summary>Which jobs to read. Null means "any"; lists mean "one of"; wildcards are <c>*</c>, <c>?</c>, <c>[..]</c>.</summary>
internal sealed record JobFilter
{
    public IReadOnlyList<string>? NameLike { get; init; }

    public IReadOnlyList<string>? QueueLike { get; init; }

    public IReadOnlyList<JobStatus>? Statuses { get; init; }

    public IReadOnlyList<JobOutcome>? Outcomes { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    public IReadOnlyList<string>? Quotas { get; init; }

    /// <summary>
    /// Patterns of calls: a script's text, or a method as <c>Namespace.Type.Method(</c> and so on. The case of the
    /// letters a to z does not matter.
    /// </summary>
    public IReadOnlyList<string>? CallLike { get; init; }

    /// <summary>Agents that have or had the job.</summary>
    public IReadOnlyList<string>? AgentLike { get; init; }

    /// <summary>Dispatchers that have or had the job.</summary>
    public IReadOnlyList<Guid>? Dispatchers { get; init; }

    public DateTimeOffset? CreatedAfter { get; init; }

    public DateTimeOffset? CreatedBefore { get; init; }

    /// <summary>Jobs that did not begin have no such moment, and pass no bound; so with the ends.</summary>
    public DateTimeOffset? StartedAfter { get; init; }

    public DateTimeOffset? StartedBefore { get; init; }

    /// <summary>The end of the job itself: its callbacks may go on.</summary>
    public DateTimeOffset? EndedAfter { get; init; }

    public DateTimeOffset? EndedBefore { get; init; }

    /// <summary>The end of the job and its callbacks.</summary>
    public DateTimeOffset? CompletedAfter { get; init; }

    public DateTimeOffset? CompletedBefore { get; init; }

    /// <summary>Callbacks are jobs, but lists show them only on request.</summary>
    public bool IncludeCallbacks { get; init; }
}
