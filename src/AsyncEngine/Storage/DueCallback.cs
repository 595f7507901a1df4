namespace AsyncEngine.Storage;

/// <summary>A callback to run.</summary>
internal sealed record DueCallback
{
    public required long Id { get; init; }

    /// <summary>The job whose outcome it gets.</summary>
    public required long ParentId { get; init; }

    public string? Name { get; init; }

    /// <summary>The arm that the parent's outcome chose; null = pass the outcome through (R068).</summary>
    public CallText? Call { get; init; }

    public Payload Arguments { get; init; }

    public Payload RunnerSettings { get; init; }

    public RetryPolicyKind RetryPolicy { get; init; }

    public required JobOutcome ParentOutcome { get; init; }

    public Payload ParentResult { get; init; }

    public JobError? ParentError { get; init; }
}
