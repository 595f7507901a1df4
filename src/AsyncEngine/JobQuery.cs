using AsyncEngine.Storage;

namespace AsyncEngine;

/// <summary>Which jobs to read. An empty list means "any", several entries "one of them".</summary>
public sealed record JobQuery
{
    /// <summary>Names; <c>*</c>, <c>?</c> and <c>[..]</c> are wildcards.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Queues; wildcards as in <see cref="Names"/>.</summary>
    public IReadOnlyList<string> Queues { get; init; } = [];

    /// <summary>Statuses.</summary>
    public IReadOnlyList<JobStatus> Statuses { get; init; } = [];

    /// <summary>Outcomes; only completed jobs have one.</summary>
    public IReadOnlyList<JobOutcome> Outcomes { get; init; } = [];

    /// <summary>Tags.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Names of quotas.</summary>
    public IReadOnlyList<string> Quotas { get; init; } = [];

    /// <summary>
    /// Patterns of calls: a script's text, or a method as <c>Namespace.Type.Method(</c> and its parameter types. Wildcards
    /// as in <see cref="Names"/>; the case of the letters a to z does not matter (R216).
    /// </summary>
    public IReadOnlyList<string> Calls { get; init; } = [];

    /// <summary>Names of agents that have or had the job; wildcards as in <see cref="Names"/>.</summary>
    public IReadOnlyList<string> Agents { get; init; } = [];

    /// <summary>UUIDs of dispatchers that have or had the job.</summary>
    public IReadOnlyList<Guid> Dispatchers { get; init; } = [];

    /// <summary>Added at or after this moment.</summary>
    public DateTimeOffset? CreatedAfter { get; init; }

    /// <summary>Added before this moment.</summary>
    public DateTimeOffset? CreatedBefore { get; init; }

    /// <summary>Begun at or after this moment; a job that did not begin does not pass (R216).</summary>
    public DateTimeOffset? StartedAfter { get; init; }

    /// <summary>Begun before this moment; a job that did not begin does not pass (R216).</summary>
    public DateTimeOffset? StartedBefore { get; init; }

    /// <summary>Ended at or after this moment; its callbacks may go on (R216). A job that did not end does not pass.</summary>
    public DateTimeOffset? EndedAfter { get; init; }

    /// <summary>Ended before this moment; its callbacks may go on (R216). A job that did not end does not pass.</summary>
    public DateTimeOffset? EndedBefore { get; init; }

    /// <summary>Completed, its callbacks too, at or after this moment (R216). An unfinished job does not pass.</summary>
    public DateTimeOffset? CompletedAfter { get; init; }

    /// <summary>Completed, its callbacks too, before this moment (R216). An unfinished job does not pass.</summary>
    public DateTimeOffset? CompletedBefore { get; init; }

    /// <summary>Whether callbacks, which are jobs too, are among them.</summary>
    /// <value>Default: no.</value>
    public bool IncludeCallbacks { get; init; }

    /// <summary>Descending ids instead of ascending ones.</summary>
    /// <value>Default: no.</value>
    public bool NewestFirst { get; init; }

    internal JobFilter ToFilter() => new()
    {
        NameLike = OrAny(Names),
        QueueLike = OrAny(Queues),
        Statuses = OrAny(Statuses),
        Outcomes = OrAny(Outcomes),
        Tags = OrAny(Tags),
        Quotas = OrAny(Quotas),
        CallLike = OrAny(Calls),
        AgentLike = OrAny(Agents),
        Dispatchers = OrAny(Dispatchers),
        CreatedAfter = CreatedAfter,
        CreatedBefore = CreatedBefore,
        StartedAfter = StartedAfter,
        StartedBefore = StartedBefore,
        EndedAfter = EndedAfter,
        EndedBefore = EndedBefore,
        CompletedAfter = CompletedAfter,
        CompletedBefore = CompletedBefore,
        IncludeCallbacks = IncludeCallbacks,
    };

    private static IReadOnlyList<T>? OrAny<T>(IReadOnlyList<T> list) => list.Count == 0 ? null : list;
}
