using AsyncEngine.Storage.Relational;
using AsyncEngine.Storage.Relational.Claims;
using AsyncEngine.Storage.Relational.Connections;
using AsyncEngine.Storage.Relational.Dispatchers;
using AsyncEngine.Storage.Relational.Settles;
using AsyncEngine.Storage.Relational.Writing;
using AsyncEngine.Storage.Sqlite.Writing;

namespace AsyncEngine.Storage.Sqlite;

/// <inheritdoc cref="IRunStore"/>
internal sealed class SqliteRuns(
    SqliteWriter writer, WriteSession session, SqliteReader reader, StoreOptions options) : IRunStore
{
    private readonly JobSettler _settler = new(session, options);
    private readonly JobClaimer _claimer = new(session);
    private readonly JobExpirer _expirer = new(session);
    private readonly HeldPromoter _promoter = new(session);

    public Task<TurnResult> TurnAsync(Turn turn, CancellationToken cancellationToken)
    {
        var weight = (2 * turn.Settlements.Count) + turn.Starts.Count + (2 * (turn.Want + turn.Ahead)) + 1;
        return writer.RunCountedAsync(_ => Take(turn), weight, cancellationToken);
    }

    public IStandingTurn? Stand(Turn turn, Func<bool> isWanted) =>
        writer.Stand(_ => isWanted() ? ClaimNew(turn) : null);

    public Task<CandidatePage> ReadCandidatesAsync(
        long agentId, CandidatePlace? after, int count, CancellationToken cancellationToken) =>
        reader.RunAsync(
            (database, now) => CandidateLanes.Read(database, agentId, after, count, now), cancellationToken);

    private TurnResult Take(Turn turn)
    {
        var settled = new SettleResult[turn.Settlements.Count];
        for (var index = 0; index < settled.Length; index++)
        {
            settled[index] = _settler.Settle(turn.Settlements[index], turn.DispatcherId);
        }

        foreach (var start in turn.Starts)
        {
            _settler.Start(start, turn.DispatcherId);
        }

        foreach (var unused in turn.GiveBacks)
        {
            _settler.GiveBack(unused, turn.DispatcherId);
        }

        // Claims look at lanes as they are written.
        session.Lanes.Flush();
        return Claim(turn, settled);
    }

    private TurnResult Claim(Turn turn, SettleResult[] settled)
    {
        var agent = FindAgent(turn, out var isPaused);
        if (agent is null || (isPaused && turn.JobId is null))
        {
            return new TurnResult
            {
                Settled = settled,
                Claimed = [],
                QueuePaused = isPaused,
                Now = Moment.ToMoment(session.Now),
            };
        }

        if (turn.JobId is { } only)
        {
            _expirer.Sweep();
            return new TurnResult
            {
                Settled = settled,
                Claimed = turn.Want > 0 && _claimer.ClaimOne(agent, only) is { } one ? [one] : [],
                Now = Moment.ToMoment(session.Now),
            };
        }

        // In this order: a held job whose whole time has passed ends in the turn that finds it.
        _promoter.Promote(agent.Queue);
        _expirer.Sweep();
        session.Lanes.Flush();
        var size = ClaimSize.Of(turn);
        var (claimed, hasMore) = turn.Chosen is { } chosen
            ? (_claimer.ClaimChosen(agent, chosen, size), false)
            : size.Limit > 0
            ? _claimer.Claim(agent, size)
            : ([], false);
        return new TurnResult
        {
            Settled = settled,
            Claimed = claimed,
            MoreReady = hasMore,
            NextDueAt = _promoter.ReadNextDue(agent.Queue),
            Now = Moment.ToMoment(session.Now),
        };
    }

    /// <summary>Claims, where this transaction has put a job in line for the agent.</summary>
    private TurnResult? ClaimNew(Turn turn) =>
        FindAgent(turn, out _) is { } agent && session.Tally.HasMoreReadyIn(agent.Queue)
            && Claim(turn, []) is { Claimed.Count: > 0 } result
            ? result
            : null;

    /// <summary>The agent, if it may claim: its dispatcher lives (R185).</summary>
    private ClaimingAgent? FindAgent(Turn turn, out bool isPaused)
    {
        isPaused = false;
        var database = session.Database;
        if (DispatcherRow.Find(database, turn.DispatcherId) is not { IsActive: true } dispatcher
            || dispatcher.IsDead(session.Now))
        {
            return null;
        }

        using var read = database.Use(Sql.AgentRead);
        read.Bind("id", turn.AgentId);
        if (!read.Step() || read.GetLong(0) != turn.DispatcherId)
        {
            return null;
        }

        isPaused = read.GetBool(2);
        return new ClaimingAgent(turn.AgentId, turn.DispatcherId, read.GetLong(1));
    }
}
