using AsyncEngine.Storage.Postgres.Connections;
using AsyncEngine.Storage.Postgres.Migrations;
using AsyncEngine.Storage.Postgres.Reads;
using AsyncEngine.Storage.Postgres.Signals;
using AsyncEngine.Storage.Postgres.Writing;
using AsyncEngine.Storage.Relational;
using AsyncEngine.Storage.Relational.Claims;
using AsyncEngine.Storage.Relational.Connections;
using AsyncEngine.Storage.Relational.Lanes;
using AsyncEngine.Storage.Relational.Migrations;
using AsyncEngine.Storage.Relational.Reads;
using AsyncEngine.Storage.Relational.States;

namespace AsyncEngine.Storage.Postgres.Runs;

/// <inheritdoc cref="IRunStore"/>
/// <remarks>
/// Plain settlements, starts and a claim are one batch of statements, which is one transaction and one message to the
/// server and back. What takes a look before it writes is settled before that, job by job, in a transaction of its own.
/// </remarks>
internal sealed class PostgresRuns(
    PostgresConnections connections,
    PostgresWriter writer,
    PostgresReader reader,
    PostgresSignal signal,
    CallTexts texts,
    TestClock clock,
    StoreOptions options) : IRunStore
{
    private const int MostLockedTries = 5;
    private const int MostSweeps = 10;

    private readonly SlowSettles _slow = new(writer, options);
    private readonly TurnBatch _batch = new(connections, clock);
    private readonly QueueMemory _memory = new();
    private readonly ClaimLedger _ledger = new();
    private readonly LowWater _lowWater = new();

    public async Task<TurnResult> TurnAsync(Turn turn, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            if (_ledger.IsInDoubt(turn.AgentId))
            {
                await writer.ShareAsync(session => _ledger.GiveBackUnknown(session, turn), cancellationToken)
                    .ConfigureAwait(false);
                _ledger.Clear(turn.AgentId);
            }

            var result = await TakeAsync(turn).WaitAsync(cancellationToken).ConfigureAwait(false);
            _ledger.Note(turn, result);
            return result;
        }
        catch (Exception exception)
        {
            // Whether the server did it is not known.
            _ledger.Doubt(turn.AgentId);
            if (PostgresErrors.IsDatabase(exception))
            {
                throw PostgresErrors.Translate(exception, connections.Location);
            }

            throw;
        }
    }

    public IStandingTurn? Stand(Turn turn, Func<bool> isWanted) => null;

    public Task<CandidatePage> ReadCandidatesAsync(
        long agentId, CandidatePlace? after, int count, CancellationToken cancellationToken) =>
        reader.RunAsync(
            (database, now) => CandidateLanes.Read(database, agentId, after, count, now), cancellationToken);

    private async Task<TurnResult> TakeAsync(Turn turn)
    {
        if (turn.JobId is { } only)
        {
            var others = await TakeAsync(turn with { JobId = null, Want = 0, Ahead = 0 }).ConfigureAwait(false);
            var one = turn.Want > 0
                ? await writer.AloneAsync(session => OneClaim.Claim(session, turn, only), CancellationToken.None)
                    .ConfigureAwait(false)
                : null;
            return others with { Claimed = one is null ? [] : [one], QueuePaused = false };
        }

        if (turn.Chosen is { } chosen)
        {
            var others = await TakeAsync(turn with { Chosen = null, Want = 0, Ahead = 0 }).ConfigureAwait(false);
            return others.QueuePaused ? others : others with
            {
                Claimed = await writer.AloneAsync(
                    session => ChosenClaim.Claim(session, turn, chosen), CancellationToken.None).ConfigureAwait(false),
            };
        }

        var verdicts = new SettleResult?[turn.Settlements.Count];
        var plain = Sort(turn, out var slow);
        await _slow.SettleAsync(turn, slow, verdicts).ConfigureAwait(false);
        var outcome = await RunAsync(new TurnWork(turn, plain)).ConfigureAwait(false);
        var rest = plain.Answer(outcome.Settled, verdicts);
        if (rest.Count > 0)
        {
            await _slow.SettleAsync(turn with { GiveBacks = [] }, rest, verdicts).ConfigureAwait(false);
        }

        if (outcome.HasDue)
        {
            outcome = await GoOnAsync(outcome, new TurnWork(turn, new PlainSettlements()) { Promotes = true })
                .ConfigureAwait(false);
        }

        var hasSwept = outcome.State is { MayClaim: true, HasOverdue: true };
        if (hasSwept)
        {
            await writer.RunAsync(Sweep, 1, CancellationToken.None).ConfigureAwait(false);
        }

        if (rest.Count > 0 || hasSwept)
        {
            // Jobs that were settled the long way, or that expired, may have freed what others wait for.
            outcome = await GoOnAsync(outcome, new TurnWork(turn, new PlainSettlements()) { IsRest = true })
                .ConfigureAwait(false);
        }

        return new TurnResult
        {
            Settled = verdicts!,
            Claimed = await DescribeAsync(outcome.Claimed).ConfigureAwait(false),
            MoreReady = outcome.HasMore,
            NextDueAt = outcome.State.MayClaim ? Moment.ToMoment(outcome.State.NextDue) : null,
            QueuePaused = outcome.State is { Queue: not null, IsAlive: true, IsPaused: true },
            Now = Moment.ToMoment(outcome.State.Now),
        };
    }

    /// <summary>Ends what is overdue, some hundreds at most: the rest has to wait for the next turn.</summary>
    private static int Sweep(Relational.Writing.WriteSession session)
    {
        var expirer = new JobExpirer(session);
        var ended = 0;
        for (var round = 0; round < MostSweeps; round++)
        {
            var count = expirer.Sweep();
            ended += count;
            if (count == 0)
            {
                break;
            }
        }

        return ended;
    }

    private PlainSettlements Sort(Turn turn, out List<int> slow)
    {
        var plain = new PlainSettlements();
        slow = [];
        for (var place = 0; place < turn.Settlements.Count; place++)
        {
            if (!PlainSettlements.IsPlain(turn.Settlements[place], options)
                || !plain.TryAdd(place, turn.Settlements[place]))
            {
                slow.Add(place);
            }
        }

        return plain;
    }

    /// <summary>Claims what is left to be claimed, and looks whether there is more.</summary>
    private async Task<TurnOutcome> GoOnAsync(TurnOutcome first, TurnWork work)
    {
        var rest = Rest(work, first.Claimed) with { IsLook = work.Turn.Want + work.Turn.Ahead > 0 };
        return Both(first, await RunAsync(rest).ConfigureAwait(false));
    }

    /// <summary>What is left of a turn when a part of it was claimed.</summary>
    private static TurnWork Rest(TurnWork work, IReadOnlyList<ClaimedRow> claimed)
    {
        var turn = work.Turn;
        var want = Math.Max(0, turn.Want - claimed.Count);
        return new TurnWork(
            turn with
            {
                Settlements = [],
                Starts = [],
                GiveBacks = [],
                Want = want,
                Ahead = turn.Want + turn.Ahead - claimed.Count - want,
                SlotsAhead = Math.Max(0, turn.SlotsAhead - claimed.Count(row => row.IsSlotAhead)),
            },
            new PlainSettlements())
        {
            IsRest = work.IsRest,
            Promotes = work.Promotes,
        };
    }

    private static TurnOutcome Both(TurnOutcome first, TurnOutcome rest) => rest with
    {
        Claimed = [.. first.Claimed, .. rest.Claimed],
        Settled = first.Settled,
        HasChanged = first.HasChanged || rest.HasChanged,
        HasWork = first.HasWork || rest.HasWork,
    };

    private async Task<TurnOutcome> RunAsync(TurnWork work)
    {
        var key = (work.Turn.DispatcherId, work.Turn.AgentId);
        var hasQuotas = _memory.HasQuotas(key);
        var outcome = hasQuotas
            ? await ChooseAsync(work, key).ConfigureAwait(false)
            : await ClaimFreeAsync(work, key).ConfigureAwait(false);
        SchemaVersion.Require(connections.Location, outcome.State.MinEngine, PostgresMigration.Latest);
        var looks = work.IsLook || work.Turn.Want + work.Turn.Ahead > 0;
        if (!hasQuotas && looks && outcome is { IsEarly: false, IsInDoubt: false, State: { HasQuotas: true, MayClaim: true } }
            && (outcome.Claimed.Count == 0 || !outcome.HasMore))
        {
            // Something with quotas could be claimed, or nothing without is left: that is claimed in another way.
            var rest = Rest(work, outcome.Claimed) with { IsLook = true };
            outcome = Both(outcome, await ChooseAsync(rest, TurnBatch.BeforeAll).ConfigureAwait(false));
        }

        if (outcome.IsInDoubt)
        {
            _ledger.Doubt(work.Turn.AgentId);
        }

        if (outcome.HasChanged)
        {
            signal.Raise(outcome.Change);
        }

        _memory.Learn(key, outcome.State, outcome.HasOpenLanes || (hasQuotas && !looks));
        return outcome;
    }

    private async Task<TurnOutcome> ClaimFreeAsync(TurnWork work, (long Dispatcher, long Agent) key)
    {
        var asked = work.Turn.Want + work.Turn.Ahead;
        var after = _lowWater.After(key);
        var outcome = await _batch.RunAsync(work, after ?? TurnBatch.BeforeAll).ConfigureAwait(false);
        if (outcome.IsEarly || outcome.IsInDoubt)
        {
            return outcome;
        }

        _lowWater.Learn(key, outcome.Claimed, asked, isFirst: after is null);
        if (after is null || asked == 0)
        {
            return outcome;
        }

        if (outcome.Claimed.Count == asked)
        {
            // There may be something before that place, of which nobody would tell again.
            return outcome with { HasMore = outcome.State.MayClaim };
        }

        // Nothing is left behind that place; there may be something before it.
        return Both(outcome, await _batch.RunAsync(Rest(work, outcome.Claimed), TurnBatch.BeforeAll)
            .ConfigureAwait(false));
    }

    private async Task<TurnOutcome> ChooseAsync(TurnWork work, (long Dispatcher, long Agent) key)
    {
        var asked = work.Turn.Want + work.Turn.Ahead;
        var after = _lowWater.After(key);
        var outcome = await ChooseAsync(work, after ?? TurnBatch.BeforeAll).ConfigureAwait(false);
        if (asked > 0)
        {
            // All jobs without quotas before the last claimed one are claimed, also where the claim stopped early.
            var full = outcome.HasMore ? outcome.Claimed.Count : asked;
            _lowWater.Learn(key, outcome.Claimed, full, isFirst: after is null);
        }

        return after is null || outcome.HasMore || (asked == 0 && !work.IsLook)
            ? outcome
            : Both(outcome, await ChooseAsync(
                Rest(work, outcome.Claimed) with { IsLook = true }, TurnBatch.BeforeAll).ConfigureAwait(false));
    }

    private async Task<TurnOutcome> ChooseAsync(TurnWork work, OfferPlace after)
    {
        for (var tries = 1; ; tries++)
        {
            var outcome = await _batch.ChooseAsync(work, after).ConfigureAwait(false);
            if (outcome.IsPart)
            {
                var rest = Rest(work, outcome.Claimed) with { IsLook = true };
                return Both(outcome, await ChooseAsync(rest, TurnBatch.BeforeAll).ConfigureAwait(false));
            }

            if (!outcome.WasLocked || outcome.HasChanged || tries == MostLockedTries)
            {
                return outcome;
            }

            // Another claim had the quotas locked: it takes what there is, or leaves it in a moment.
            await PostgresErrors.PauseAsync(tries).ConfigureAwait(false);
        }
    }

    private async Task<IReadOnlyList<ClaimedJob>> DescribeAsync(IReadOnlyList<ClaimedRow> rows)
    {
        var jobs = rows.Any(row => row.Job.State is not null || row.RetryCall is not null || (row.Call is { } call && !texts.Knows(call)))
            ? await reader.RunAsync(Purpose.Turn, database => Complete(database, rows), CancellationToken.None)
                .ConfigureAwait(false)
            : rows.Select(row => (ClaimedJob?)(row.Job with { Call = texts.Find(row.Call) ?? JobClaimer.EmptyCall }));
        if (rows.Any(row => row.IsSpecial))
        {
            // A job whose callbacks have all ended is completed by that, and others may wait for it.
            var special = await writer.AloneAsync(session => Describe(session, rows), CancellationToken.None)
                .ConfigureAwait(false);
            jobs = jobs.Select((job, index) => rows[index].IsSpecial ? special[index] : job);
        }

        return [.. jobs.OfType<ClaimedJob>()];
    }

    /// <summary>The texts of calls, and the states, which nobody but the job itself or somebody outside can change now.</summary>
    private ClaimedJob?[] Complete(Database database, IReadOnlyList<ClaimedRow> rows) => rows.Select(row =>
    {
        var job = row.Job with
        {
            Call = texts.Read(database, row.Call) ?? JobClaimer.EmptyCall,
            RetryCall = texts.Read(database, row.RetryCall),
        };
        return job.State is { } name && StateReader.ReadForJob(database, name) is { } state
            ? job with { StateVersion = state.Version, StateValue = state.Value }
            : (ClaimedJob?)job;
    }).ToArray();

    private static ClaimedJob?[] Describe(PostgresSession session, IReadOnlyList<ClaimedRow> rows)
    {
        var claimer = new JobClaimer(session);
        return [.. rows.Select(row => row.IsSpecial && session.Places.FindRunning(row.Job.Key.JobId) is { } running
            ? claimer.Describe(running)
            : null)];
    }
}
