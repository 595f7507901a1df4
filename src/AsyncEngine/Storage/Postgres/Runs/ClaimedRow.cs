using AsyncEngine.Storage.Relational;
using AsyncEngine.Storage.Relational.Claims;
using AsyncEngine.Storage.Relational.Lanes;
using AsyncEngine.Storage.Relational.Places;
using Npgsql;

namespace AsyncEngine.Storage.Postgres.Runs;

/// <summary>A row that a claim returns.</summary>
/// <param name="Number">Which of the claimed jobs it is in line.</param>
/// <param name="Job">The job; its call is to be filled in.</param>
/// <param name="Call">The id of its call's text.</param>
/// <param name="RetryCall">The id of its own retry policy.</param>
/// <param name="Place">Where it stood in line.</param>
/// <param name="IsSpecial">Whether callbacks come into it, which takes a second look.</param>
/// <param name="IsSlotAhead">Whether it is one of <see cref="Turn.SlotsAhead"/>.</param>
internal sealed record ClaimedRow(
    long Number, ClaimedJob Job, long? Call, long? RetryCall, OfferPlace Place, bool IsSpecial, bool IsSlotAhead)
{
    public static ClaimedRow Read(NpgsqlDataReader row, int want)
    {
        var isCall = row.GetInt16(5) == 0;
        var number = row.GetInt64(0);
        var isAhead = number > want;
        var needsSlots = row.GetInt16(23) == (short)JobCare.Slots;
        var job = new ClaimedJob
        {
            Key = new RunKey(row.GetInt64(1), row.GetInt64(2)),
            Attempt = row.GetInt32(3),
            Interruptions = row.GetInt32(4),
            HoldsQuota = !row.IsDBNull(6),
            ExpiresAt = Moment.ToMoment(LongOrNull(row, 7)),
            Name = row.IsDBNull(8) ? null : row.GetString(8),
            Call = JobClaimer.EmptyCall,
            Arguments = Bytes(row, 10),
            RunnerSettings = Bytes(row, 11),
            Timeout = Moment.ToDuration(LongOrNull(row, 12)),
            MaxAttempts = row.IsDBNull(13) ? null : row.GetInt32(13),
            RetryDelay = Moment.ToDuration(LongOrNull(row, 14)),
            RetryPolicy = (RetryPolicyKind)row.GetInt16(15),
            State = row.IsDBNull(16) ? null : row.GetString(16),
            CreatedAt = Moment.ToMoment(row.GetInt64(17)),
            IsActive = !isCall || !isAhead || needsSlots,
            IsAhead = isAhead,
        };
        var place = new OfferPlace(row.GetInt64(19), row.GetInt64(20), row.GetInt64(21));
        return new ClaimedRow(
            number,
            job,
            LongOrNull(row, 9),
            LongOrNull(row, 22),
            place,
            !isCall || !row.IsDBNull(18),
            isAhead && needsSlots);
    }

    private static long? LongOrNull(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetInt64(column);

    private static Payload Bytes(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) || row.GetFieldValue<byte[]>(column) is not { Length: > 0 } bytes
            ? default
            : new Payload(bytes);
}
