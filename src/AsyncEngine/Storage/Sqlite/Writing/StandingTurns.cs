using AsyncEngine.Storage.Relational;

namespace AsyncEngine.Storage.Sqlite.Writing;

/// <summary>The turns that wait for a write of this store object which has a job for them.</summary>
/// <remarks>
/// The gate is held while they claim, so that whoever withdraws one knows whether it has claimed. They are guests of
/// somebody else's transaction: one that fails must not fail its hosts, which are written again without it.
/// </remarks>
internal sealed class StandingTurns
{
    private readonly object _gate = new();

    // Guarded by the gate.
    private readonly List<StandingTurn> _waiting = [];

    // Touched by the writer's thread alone: what the transaction that goes on has claimed.
    private readonly List<(StandingTurn Turn, TurnResult Result)> _claimed = [];

    public void Add(StandingTurn turn)
    {
        lock (_gate)
        {
            _waiting.Add(turn);
        }
    }

    public bool IsWaiting(StandingTurn turn)
    {
        lock (_gate)
        {
            return _waiting.Contains(turn);
        }
    }

    public bool TryWithdraw(StandingTurn turn)
    {
        lock (_gate)
        {
            return _waiting.Remove(turn);
        }
    }

    /// <summary>Lets each claim in the transaction that goes on. False: one has failed, and it has to be rolled back.</summary>
    public bool TryClaim(SqliteSession session)
    {
        if (!session.Tally.HasMoreReady)
        {
            return true;
        }

        lock (_gate)
        {
            for (var index = _waiting.Count - 1; index >= 0; index--)
            {
                if (!TryClaim(session, _waiting[index], out var result))
                {
                    _claimed.Add((_waiting[index], Nothing(session)));
                    _waiting.RemoveAt(index);
                    return false;
                }

                if (result is not null)
                {
                    _claimed.Add((_waiting[index], result));
                    _waiting.RemoveAt(index);
                }
            }
        }

        if (_claimed.Count > 0 && !session.Tally.HasMoreReady)
        {
            session.Tally.AllIsTaken();
        }

        return true;
    }

    /// <summary>The transaction is written.</summary>
    public void Committed()
    {
        foreach (var (turn, result) in _claimed)
        {
            turn.Complete(result);
        }

        _claimed.Clear();
    }

    /// <summary>The transaction is undone: what was claimed is not. Those that claimed look by themselves.</summary>
    public void RolledBack(SqliteSession session)
    {
        foreach (var (turn, _) in _claimed)
        {
            turn.Complete(Nothing(session));
        }

        _claimed.Clear();
    }

    private static bool TryClaim(SqliteSession session, StandingTurn turn, out TurnResult? result)
    {
        try
        {
            result = turn.Claim(session);
            session.EndOperation();
            return true;
        }
#pragma warning disable CA1031 // Whatever it is, its agent meets it in a turn of its own.
        catch (Exception)
#pragma warning restore CA1031
        {
            result = null;
            return false;
        }
    }

    private static TurnResult Nothing(SqliteSession session) =>
        new() { Settled = [], Claimed = [], MoreReady = true, Now = Moment.ToMoment(session.Now) };
}
