using AsyncEngine.Storage.Postgres.Connections;
using AsyncEngine.Storage.Relational;
using Npgsql;
using NpgsqlTypes;

namespace AsyncEngine.Storage.Postgres.Runs;

/// <summary>The settlements of a turn that are settled by one statement: an outcome and nothing else.</summary>
internal sealed class PlainSettlements
{
    private readonly HashSet<long> _jobs = [];
    private readonly List<int> _places = [];
    private readonly List<Settlement> _settlements = [];

    public int Count => _settlements.Count;

    public IReadOnlySet<long> Jobs => _jobs;

    public long[] Ids => Each(settlement => settlement.Key.JobId);

    /// <summary>Whether one statement can settle it, should the job turn out to have no callbacks.</summary>
    public static bool IsPlain(Settlement settlement, StoreOptions options) =>
        settlement is
        {
            Outcome: not null, Requeue: null, Output: null, KeepsSlots: false,
            AddedJobs.Count: 0, AddedCallbacks.Count: 0, AddedParts.Count: 0, StateChanges.Count: 0, Returned: null,
        }
        && settlement.Key.JobId == settlement.Key.RootId
        && settlement.Result.Length <= options.MaxResultBytes;

    /// <summary>Takes a settlement, if its job has none here yet.</summary>
    public bool TryAdd(int place, Settlement settlement)
    {
        if (!_jobs.Add(settlement.Key.JobId))
        {
            return false;
        }

        _places.Add(place);
        _settlements.Add(settlement);
        return true;
    }

    public void AddTo(NpgsqlBatch batch, long dispatcher, long? now) => batch.Add(PostgresSql.SettlePlain)
        .With("ids", NpgsqlDbType.Bigint, Ids)
        .With("runs", NpgsqlDbType.Bigint, Each(settlement => settlement.Key.Run))
        .With("outcomes", NpgsqlDbType.Smallint, UpToLast(
            settlement => settlement.Outcome != JobOutcome.Succeeded, settlement => (short)settlement.Outcome!.Value))
        .With("results", NpgsqlDbType.Bytea, UpToLast(
            settlement => !settlement.Result.IsEmpty, settlement => BytesOf(settlement.Result)))
        .With("errors", NpgsqlDbType.Text, UpToLast(settlement => settlement.Outcome != JobOutcome.Succeeded, ErrorOf))
        .With("had_errors", NpgsqlDbType.Smallint, UpToLast(
            settlement => settlement.HadErrors, settlement => (short)(settlement.HadErrors ? 1 : 0)))
        .With("exit_codes", NpgsqlDbType.Integer, UpToLast(
            settlement => settlement.ExitCode is not null, settlement => settlement.ExitCode))
        .With("started", NpgsqlDbType.Bigint, Each(settlement => Moment.Of(settlement.StartedAt)))
        .With("ended", NpgsqlDbType.Bigint, Each(settlement => Moment.Of(settlement.EndedAt)))
        .With("dispatcher", dispatcher)
        .With("now", now);

    /// <summary>Writes the verdicts on those that were settled; gives the places of the rest.</summary>
    public List<int> Answer(IReadOnlySet<long> settled, SettleResult?[] results)
    {
        var rest = new List<int>();
        for (var index = 0; index < _places.Count; index++)
        {
            if (settled.Contains(_settlements[index].Key.JobId))
            {
                results[_places[index]] = SettleResult.Done;
            }
            else
            {
                rest.Add(_places[index]);
            }
        }

        return rest;
    }

    private static byte[]? BytesOf(Payload payload) => payload.IsEmpty ? null : payload.Bytes.ToArray();

    private static string? ErrorOf(Settlement settlement) =>
        settlement.Outcome == JobOutcome.Succeeded ? null : JobErrorText.Write(settlement.Error);

    private T[] Each<T>(Func<Settlement, T> select) => First(_settlements.Count, select);

    /// <summary>A column that most settlements have no use for: the statement knows what is usual behind its end.</summary>
    private T[] UpToLast<T>(Predicate<Settlement> isUnusual, Func<Settlement, T> select) =>
        First(_settlements.FindLastIndex(isUnusual) + 1, select);

    private T[] First<T>(int count, Func<Settlement, T> select)
    {
        var values = new T[count];
        for (var index = 0; index < values.Length; index++)
        {
            values[index] = select(_settlements[index]);
        }

        return values;
    }
}
