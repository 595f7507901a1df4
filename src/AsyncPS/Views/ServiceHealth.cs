namespace AsyncPS;

/// <summary>Whether jobs of a store get done, as it was when it was asked.</summary>
public sealed record ServiceHealth
{
    internal ServiceHealth()
    {
    }

    /// <summary>Whether all is well.</summary>
    public bool Healthy => ExitCode == 0;

    /// <summary>What is not well, the gravest first.</summary>
    public ViewList<string> Reason { get; internal init; } = new([]);

    /// <summary>0 well, 1 slow or late, 2 nothing gets done: what monitoring systems call OK, WARNING and CRITICAL.</summary>
    public int ExitCode { get; internal init; }

    /// <summary>The service that was asked about, when it was named.</summary>
    public string? Service { get; internal init; }

    /// <summary>The store.</summary>
    public string Store { get; internal init; } = "";

    /// <summary>How long the store needed to answer; empty = it did not.</summary>
    public TimeSpan? ResponseTime { get; internal init; }

    /// <summary>How many living dispatchers serve these queues.</summary>
    public int Dispatchers { get; internal init; }

    /// <summary>How long the one that was heard last has been silent.</summary>
    public TimeSpan? Silence { get; internal init; }

    /// <summary>How long the first ready job of these queues has waited.</summary>
    public TimeSpan? OldestWait { get; internal init; }

    /// <summary>Jobs of these queues that wait, held ones included.</summary>
    public long Pending { get; internal init; }

    /// <summary>Jobs of these queues that run.</summary>
    public long Active { get; internal init; }

    /// <summary>One line, for a monitoring system.</summary>
    public override string ToString() => Healthy
        ? $"OK: {Dispatchers} dispatchers, {Active} jobs running, {Pending} waiting"
        : $"{(ExitCode == 1 ? "WARNING" : "CRITICAL")}: {string.Join("; ", Reason)}";
}
