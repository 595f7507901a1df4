namespace AsyncEngine.Storage;

/// <summary>
/// A callback: one job with two optional calls. An empty chosen arm passes the parent's outcome through (R068).
/// </summary>
internal sealed record NewCallback
{
    /// <summary>A reserved id, or 0: the store gives the next one.</summary>
    public long Id { get; init; }

    public string? Name { get; init; }

    /// <summary>Called with the result when the parent succeeded.</summary>
    public CallText? OnSuccess { get; init; }

    /// <summary>Called with the error when the parent failed or was cancelled.</summary>
    public CallText? OnFailure { get; init; }

    /// <summary>Arguments that go before the parent's outcome.</summary>
    public Payload Arguments { get; init; }

    public Payload RunnerSettings { get; init; }

    public RetryPolicyKind RetryPolicy { get; init; } = RetryPolicyKind.Forever;

    /// <summary>Callbacks of this callback.</summary>
    public IReadOnlyList<NewCallback> Callbacks { get; init; } = [];
}
