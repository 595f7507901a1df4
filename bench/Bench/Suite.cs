namespace Bench;

/// <summary>What is asked of the benchmarks.</summary>
internal enum Suite
{
    /// <summary>How fast, beside the raw ceiling and the rivals.</summary>
    Speed,

    /// <summary>What stays the same when a store holds a thousand times as much.</summary>
    Growth,

    /// <summary>What a job costs on each path: time, memory, bytes on disk.</summary>
    Costs,

    /// <summary>Half an hour of steady load with retention: what grows although it should not.</summary>
    Soak,
}
