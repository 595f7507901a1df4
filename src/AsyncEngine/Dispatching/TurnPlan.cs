using AsyncEngine.Storage;

namespace AsyncEngine.Dispatching;

/// <summary>What an agent brings to its next turn, and what it wants from it.</summary>
/// <param name="Ended">Runs whose outcome is to be settled.</param>
/// <param name="Starts">Calls that have begun and are not marked yet.</param>
/// <param name="GiveBacks">Claimed jobs that go back.</param>
/// <param name="Want">See <see cref="Turn.Want"/>.</param>
/// <param name="Ahead">See <see cref="Turn.Ahead"/>.</param>
/// <param name="SlotsAhead">See <see cref="Turn.SlotsAhead"/>.</param>
internal sealed record TurnPlan(
    IReadOnlyList<JobRun> Ended,
    IReadOnlyList<JobStart> Starts,
    IReadOnlyList<RunKey> GiveBacks,
    int Want,
    int Ahead,
    int SlotsAhead)
{
    /// <summary>Bytes of results that it brings.</summary>
    public long Bytes { get; } = Ended.Sum(run => (long)(run.Settlement?.Result.Length ?? 0));

    public bool Claims => Want + Ahead > 0;

    /// <summary>The turn as the store takes it.</summary>
    public Turn ToTurn(long dispatcherId, long agentId, long? jobId) => new()
    {
        DispatcherId = dispatcherId,
        AgentId = agentId,
        Settlements = Ended.Count == 0 ? [] : [.. Ended.Select(run => run.Settlement!)], // set before a run is given in
        Starts = Starts,
        GiveBacks = GiveBacks,
        Want = Want,
        Ahead = Ahead,
        SlotsAhead = SlotsAhead,
        JobId = jobId,
    };
}
