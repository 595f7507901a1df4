using AsyncEngine.Calls;
using AsyncEngine.Scheduling;

namespace AsyncEngine.Dispatching;

/// <summary>All that the decision about an ended call looks at.</summary>
internal readonly record struct EndedCall
{
    public required JobRun Run { get; init; }

    public required CallResult Result { get; init; }

    /// <summary>The job's from within, for what the call added.</summary>
    public required JobContext Context { get; init; }

    public required RetryPolicyKind Policy { get; init; }

    /// <summary>Of a failed call: its kind.</summary>
    public FailureKind Kind { get; init; }

    /// <summary>Failures of that kind in this run, this one included.</summary>
    public int Count { get; init; }

    /// <summary>Of a failed call: what the job's own policy said; null when it has none.</summary>
    public RetryDecision? Own { get; init; }

    public required DateTimeOffset Now { get; init; }

    public required int MaxResultBytes { get; init; }

    /// <summary>A number from 0 to 1 that spreads retries.</summary>
    public double Chance { get; init; }
}
