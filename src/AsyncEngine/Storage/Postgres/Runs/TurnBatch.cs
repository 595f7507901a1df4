using AsyncEngine.Storage.Postgres.Connections;
using AsyncEngine.Storage.Relational;
using AsyncEngine.Storage.Relational.Claims;
using AsyncEngine.Storage.Relational.Lanes;
using Npgsql;
using NpgsqlTypes;

namespace AsyncEngine.Storage.Postgres.Runs;

/// <summary>Puts a turn's statements together and reads what they bring.</summary>
internal sealed class TurnBatch(PostgresConnections connections, TestClock clock)
{
    private const int MostTries = 6;

    /// <summary>So many jobs are worth another connection and another write to the disk.</summary>
    private const int WorthAnother = 64;

    /// <summary>Before every place.</summary>
    public static readonly OfferPlace BeforeAll = new(long.MinValue, long.MinValue, long.MinValue);

    /// <summary>
    /// For a queue in which no job with quotas can be claimed: all in one message, or, where there is much to be settled
    /// and much to be claimed, in two at once.
    /// </summary>
    /// <param name="work">What to do.</param>
    /// <param name="after">The place from which on to look for jobs.</param>
    public Task<TurnOutcome> RunAsync(TurnWork work, OfferPlace after) =>
        work.Plain.Count >= WorthAnother && work.Turn.Want + work.Turn.Ahead >= WorthAnother
            ? RunBesideAsync(work, after)
            : RunAsync(work, after, Purpose.Turn);

    /// <remarks>
    /// The server settles and claims on two cores then. Nothing that can be claimed waits for these settlements; what
    /// follows from one that cannot be settled here is put in line after the claim, as if another turn had settled it.
    /// </remarks>
    private async Task<TurnOutcome> RunBesideAsync(TurnWork work, OfferPlace after)
    {
        var settles = RunAsync(work with { Turn = work.Turn with { Want = 0, Ahead = 0 } }, after, Purpose.Settlement);
        var claims = RunAsync(
            work with { Turn = work.Turn with { Starts = [] }, Plain = new PlainSettlements() }, after, Purpose.Turn);
        await ((Task)claims).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var settled = await settles.ConfigureAwait(false);
        if (claims.Exception?.InnerException is { } exception && PostgresErrors.IsDatabase(exception))
        {
            // The verdicts are not to be lost with the claim, and whether there was one is found out by the next turn.
            return settled with { HasMore = true, IsInDoubt = true };
        }

        var claimed = await claims.ConfigureAwait(false);
        return claimed with
        {
            Settled = settled.Settled,
            HasChanged = settled.HasChanged || claimed.HasChanged,
            HasWork = settled.HasWork || claimed.HasWork,
        };
    }

    private Task<TurnOutcome> RunAsync(TurnWork work, OfferPlace after, Purpose purpose) => TryAsync(purpose, async connection =>
    {
        using var batch = Begin(connection, work, work.Promotes);
        var count = work.Turn.Want + work.Turn.Ahead;
        if (count > 0)
        {
            Agent(batch.Add(PostgresSql.ClaimFree), work.Turn)
                .With("band", after.Band).With("key", after.Key).With("seq", after.Seq)
                .With("settling", NpgsqlDbType.Bigint, work.Plain.Ids).With("swept", work.IsRest ? 1 : 0)
                .With("promoted", work.Promotes || work.IsRest ? 1 : 0)
                .With("want", work.Turn.Want).With("limit", count);
        }

        AddState(batch, work.Turn, after);
        using var reader = await batch.ExecuteReaderAsync().ConfigureAwait(false);
        var written = await ReadBeginningAsync(reader, work, work.Promotes).ConfigureAwait(false);
        var claimed = count > 0 ? await ReadClaimedAsync(reader, work.Turn.Want).ConfigureAwait(false) : [];
        var state = await ReadStateAsync(reader).ConfigureAwait(false);
        var hasDue = state is { MayClaim: true, HasDue: true } && !work.Promotes && !work.IsRest;
        return new TurnOutcome
        {
            State = state,
            Claimed = claimed,
            Settled = written.Settled,
            HasDue = hasDue,
            IsEarly = hasDue || IsEarly(work, written.Settled, state),
            HasMore = (count > 0 || work.IsLook) && state is { MayClaim: true, HasMore: true },
            HasChanged = written.HasChanged || claimed.Count > 0,
            HasWork = written.HasWork,
        };
    });

    /// <summary>Two messages: candidates are read and locked, and those that were chosen among them are claimed.</summary>
    /// <param name="work">What to do.</param>
    /// <param name="after">The place from which on to look for jobs without quotas.</param>
    public Task<TurnOutcome> ChooseAsync(TurnWork work, OfferPlace after) => TryAsync(Purpose.Turn, async connection =>
    {
        using var transaction = await connection.BeginTransactionAsync().ConfigureAwait(false);
        var size = ClaimSize.Of(work.Turn);
        var limit = size.Limit;
        var looks = limit > 0 || work.IsLook;
        using var batch = Begin(connection, work, promotes: true);
        Agent(batch.Add(PostgresSql.ClaimCandidates), work.Turn)
            .With("band", after.Band).With("key", after.Key).With("seq", after.Seq)
            .With("limit", looks ? limit + 1L : 0L).With("slots", looks ? size.LimitOfSlots + 1L : 0L);
        AddState(batch, work.Turn, after);
        var lanes = new LaneCandidates();
        (IReadOnlySet<long> Settled, bool HasChanged, bool HasWork) written;
        AgentState state;
        using (var reader = await batch.ExecuteReaderAsync().ConfigureAwait(false))
        {
            written = await ReadBeginningAsync(reader, work, promotes: true).ConfigureAwait(false);
            await lanes.ReadAsync(reader, CancellationToken.None).ConfigureAwait(false);
            await reader.NextResultAsync().ConfigureAwait(false);
            state = await ReadStateAsync(reader).ConfigureAwait(false);
        }

        var isEarly = IsEarly(work, written.Settled, state);
        var plan = looks && !isEarly ? new LaneMerge(lanes, state.Now).Run(size) : new ClaimPlan();

        // Behind the last lane that was read, one that was not may be next.
        var hasUnread = lanes.Lanes > size.LimitOfSlots;
        var isCut = hasUnread && lanes.LastHead is { } last && plan.CutAfter(last);
        var claimed = plan.Taken.Count > 0
            ? await TakeAsync(connection, work.Turn, plan, state).ConfigureAwait(false)
            : [];
        await transaction.CommitAsync().ConfigureAwait(false);
        return new TurnOutcome
        {
            State = state,
            Claimed = claimed,
            Settled = written.Settled,
            IsEarly = isEarly,
            HasOpenLanes = lanes.Lanes > 0,
            HasMore = looks && state.MayClaim && (
                isEarly || plan.HasMore || hasUnread || lanes.Lanes > lanes.Opened),
            IsPart = hasUnread && claimed.Count > 0 && (isCut || !plan.HasMore),
            WasLocked = !isEarly && claimed.Count == 0 && lanes.Lanes > lanes.Opened,
            HasChanged = written.HasChanged || claimed.Count > 0,
            HasWork = written.HasWork,
        };
    });

    private static bool IsEarly(TurnWork work, IReadOnlySet<long> settled, AgentState state) =>
        settled.Count < work.Plain.Count || (!work.IsRest && state is { MayClaim: true, HasOverdue: true });

    private static async Task<IReadOnlyList<ClaimedRow>> TakeAsync(
        NpgsqlConnection connection, Turn turn, ClaimPlan plan, AgentState state)
    {
        using var batch = new NpgsqlBatch(connection);
        Agent(batch.Add(PostgresSql.ClaimChosen), turn, isTold: false)
            .With("ids", NpgsqlDbType.Bigint, plan.Taken.Select(offer => offer.Job.Id).ToArray())
            .With("want", turn.Want)
            .With("started", state.Now);
        using var reader = await batch.ExecuteReaderAsync().ConfigureAwait(false);
        return await ReadClaimedAsync(reader, turn.Want).ConfigureAwait(false);
    }

    private static async Task<IReadOnlyList<ClaimedRow>> ReadClaimedAsync(NpgsqlDataReader reader, int want)
    {
        var rows = new List<ClaimedRow>();
        while (await reader.ReadAsync().ConfigureAwait(false))
        {
            rows.Add(ClaimedRow.Read(reader, want));
        }

        rows.Sort(static (one, other) => one.Number.CompareTo(other.Number));

        await reader.NextResultAsync().ConfigureAwait(false);
        return rows;
    }

    private static async Task<AgentState> ReadStateAsync(NpgsqlDataReader reader) =>
        await reader.ReadAsync().ConfigureAwait(false)
            ? AgentState.Read(reader)
            : throw new InvalidOperationException("The store has lost its own row.");

    private static NpgsqlBatchCommand Agent(NpgsqlBatchCommand command, Turn turn, bool isTold, long? now = null)
    {
        command.With("agent", turn.AgentId).With("dispatcher", turn.DispatcherId);
        return isTold ? command.With("now", now) : command;
    }

    private NpgsqlBatchCommand Agent(NpgsqlBatchCommand command, Turn turn) =>
        Agent(command, turn, isTold: true, clock.Now);

    private void AddState(NpgsqlBatch batch, Turn turn, OfferPlace after) =>
        Agent(batch.Add(PostgresSql.TurnState), turn)
            .With("band", after.Band).With("key", after.Key).With("seq", after.Seq);

    /// <summary>What comes before every claim: settlements, starts, and held jobs that are due.</summary>
    private NpgsqlBatch Begin(NpgsqlConnection connection, TurnWork work, bool promotes)
    {
        var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(connections.BeginCommand(PostgresSql.SessionShare));
        if (work.Plain.Count > 0)
        {
            work.Plain.AddTo(batch, work.Turn.DispatcherId, clock.Now);
        }

        if (work.Turn.Starts.Count > 0)
        {
            batch.Add(PostgresSql.RunningStartMany)
                .With("ids", NpgsqlDbType.Bigint, work.Turn.Starts.Select(start => start.Key.RootId).ToArray())
                .With("runs", NpgsqlDbType.Bigint, work.Turn.Starts.Select(start => start.Key.Run).ToArray())
                .With("ats", NpgsqlDbType.Bigint, work.Turn.Starts.Select(start => Moment.Of(start.At)).ToArray())
                .With("dispatcher", work.Turn.DispatcherId);
        }

        if (promotes)
        {
            Agent(batch.Add(PostgresSql.HeldPromote), work.Turn);
        }

        return batch;
    }

    private static async Task<(IReadOnlySet<long> Settled, bool HasChanged, bool HasWork)> ReadBeginningAsync(
        NpgsqlDataReader reader, TurnWork work, bool promotes)
    {
        var settled = work.Plain.Jobs;
        var hasWork = false;
        await reader.NextResultAsync().ConfigureAwait(false);
        if (work.Plain.Count > 0)
        {
            await reader.ReadAsync().ConfigureAwait(false);
            settled = reader.GetInt64(0) == work.Plain.Count ? settled : ReadSettled(reader);
            hasWork = reader.GetBoolean(1);
            await reader.NextResultAsync().ConfigureAwait(false);
        }

        var hasPromoted = promotes && await reader.ReadAsync().ConfigureAwait(false);
        if (promotes)
        {
            await reader.NextResultAsync().ConfigureAwait(false);
        }

        return (settled, hasPromoted || settled.Count > 0 || work.Turn.Starts.Count > 0, hasWork || hasPromoted);
    }

    private static HashSet<long> ReadSettled(NpgsqlDataReader reader) =>
        reader.IsDBNull(2) ? [] : [.. reader.GetFieldValue<long[]>(2)];

    private async Task<TurnOutcome> TryAsync(Purpose purpose, Func<NpgsqlConnection, Task<TurnOutcome>> run)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await connections.UseAsync(purpose, run).ConfigureAwait(false);
            }
            catch (Exception exception) when (PostgresErrors.IsConflict(exception) && tries < MostTries)
            {
                await PostgresErrors.PauseAsync(tries).ConfigureAwait(false);
            }
        }
    }
}
