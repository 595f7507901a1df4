using System.Collections.Concurrent;
using AsyncEngine.Storage.Relational.Connections;
using AsyncEngine.Storage.Relational.Places;
using AsyncEngine.Storage.Relational.Settles;
using AsyncEngine.Storage.Relational.Writing;

namespace AsyncEngine.Storage.Postgres.Runs;

/// <summary>
/// Which runs each agent was told of. When a connection breaks before the answer to a claim is there, the server may have
/// given jobs that nobody knows of: they are found by this and given back, or they would wait until the dispatcher ends.
/// </summary>
internal sealed class ClaimLedger
{
    private const int LookAbove = 20_000;

    private readonly ConcurrentDictionary<long, HashSet<RunKey>> _known = new();
    private readonly ConcurrentDictionary<long, bool> _inDoubt = new();

    /// <summary>The answer to an agent's turn was lost.</summary>
    public void Doubt(long agent) => _inDoubt[agent] = true;

    public bool IsInDoubt(long agent) => _inDoubt.ContainsKey(agent);

    /// <summary>An agent was told of a turn's result.</summary>
    public void Note(Turn turn, TurnResult result)
    {
        var known = _known.GetOrAdd(turn.AgentId, _ => []);
        lock (known)
        {
            if (known.Count > LookAbove)
            {
                // The end of a job with callbacks is not seen here.
                Doubt(turn.AgentId);
            }

            known.UnionWith(result.Claimed.Select(job => job.Key));
            known.ExceptWith(turn.GiveBacks);
            for (var index = 0; index < result.Settled.Count; index++)
            {
                if (result.Settled[index].Verdict is SettleVerdict.Done or SettleVerdict.Reassigned)
                {
                    known.Remove(turn.Settlements[index].Key);
                }
            }
        }
    }

    /// <summary>Gives back what an agent has and was never told of.</summary>
    public int GiveBackUnknown(WriteSession session, Turn turn)
    {
        var unknown = Sift(turn.AgentId, Read(session, turn));
        foreach (var running in unknown)
        {
            new Requeuer(session).GiveBack(running);
            if (running.Phase == RunPhase.Callbacks)
            {
                new CallbackBook(session, new OutcomeWriter(session)).TakeBack(running.Job.Id);
            }
        }

        return unknown.Count;
    }

    /// <summary>The doubt of an agent was looked into.</summary>
    public void Clear(long agent) => _inDoubt.TryRemove(agent, out _);

    private static List<Running> Read(WriteSession session, Turn turn)
    {
        var runs = new List<Running>();
        using var read = session.Database.Use(Sql.RunningOfDispatcher);
        read.Bind("dispatcher", turn.DispatcherId);
        while (read.Step())
        {
            runs.Add(PlaceRows.ReadRunning(read));
        }

        return [.. runs.Where(running => running.Agent == turn.AgentId)];
    }

    /// <summary>The runs that are not known; what is known and is no run any more is forgotten.</summary>
    private List<Running> Sift(long agent, List<Running> runs)
    {
        var known = _known.GetOrAdd(agent, _ => []);
        lock (known)
        {
            known.IntersectWith(runs.Select(KeyOf));
            return [.. runs.Where(running => !known.Contains(KeyOf(running)))];
        }
    }

    private static RunKey KeyOf(Running running) => new(running.Job.Id, running.Job.Run);
}
