using System.Collections.Immutable;
using AsyncEngine.Storage.Postgres.Connections;
using AsyncEngine.Storage.Relational;
using AsyncEngine.Storage.Relational.Connections;
using AsyncEngine.Storage.Relational.Reads;
using NpgsqlTypes;

namespace AsyncEngine.Storage.Postgres.Reads;

/// <summary>Reads all that the store knows of many jobs with one statement.</summary>
internal static class PostgresJobReader
{
    /// <summary>The jobs in the order asked; those that do not exist are left out.</summary>
    public static List<JobRecord> Read(Database database, IReadOnlyList<long> ids)
    {
        var jobs = new List<JobRecord>(ids.Count);
        using var rows = (PostgresStatement)database.Use(PostgresSql.JobReadMany);
        rows.Bind("ids", NpgsqlDbType.Bigint, ids.ToArray());
        while (rows.Step())
        {
            jobs.Add(Read(rows));
        }

        return jobs;
    }

    private static JobRecord Read(PostgresStatement row) => new()
    {
        Id = row.GetLong(0),
        Name = row.GetTextOrNull(1),
        Queue = row.GetText(2),
        Status = (JobStatus)row.GetInt(3),
        Outcome = (JobOutcome?)row.GetIntOrNull(4),
        // A callback may have neither arm: it passes its parent's outcome through.
        Call = row.IsNull(5)
            ? new CallText(CallKind.Script, string.Empty)
            : new CallText((CallKind)row.GetInt(5), row.GetText(6), row.GetTextOrNull(7)),
        Arguments = row.GetPayload(8),
        RunnerSettings = row.GetPayload(9),
        Result = row.GetPayload(10),
        Error = JobErrorText.Read(row.GetTextOrNull(11)),
        CreatedAt = Moment.ToMoment(row.GetLong(12)),
        BeginAfter = Moment.ToMoment(row.GetLong(13)),
        BeginBy = Moment.ToDuration(row.GetLongOrNull(14)),
        StartedAt = Moment.ToMoment(row.GetLongOrNull(15)),
        EndedAt = Moment.ToMoment(row.GetLongOrNull(16)),
        CompletedAt = Moment.ToMoment(row.GetLongOrNull(17)),
        Attempt = row.GetInt(18),
        Run = row.GetLong(19),
        Quotas = row.GetArray<string>(20),
        Priority = row.GetInt(21),
        Tags = row.GetArray<string>(22),
        HadErrors = row.GetBool(23),
        ExitCode = row.GetIntOrNull(24),
        Timeout = Moment.ToDuration(row.GetLongOrNull(25)),
        MaxAttempts = row.GetIntOrNull(26),
        RetryDelay = Moment.ToDuration(row.GetLongOrNull(27)),
        RetryPolicy = (RetryPolicyKind)row.GetInt(28),
        State = row.GetTextOrNull(29),
        ParentId = row.GetLongOrNull(30),
        Callbacks = row.GetArray<long>(31),
        Dispatcher = row.IsNull(32) ? null : Guid.Parse(row.GetText(32)),
        Agent = row.GetTextOrNull(33),
        StopRequested = row.GetBool(34),
        RestartOf = row.GetLongOrNull(41),
        IsWaiting = row.GetBool(42),
        Parts = row.GetArray<long>(43),
        PartOf = row.GetArray<long>(44),
        AddedBy = SourceColumns.Read(row, 45),
        Annotations = ReadAnnotations(row.GetArray<string>(35), row.GetArray<byte[]>(36)),
        Progress = row.IsNull(37)
            ? null
            : new JobProgress(row.GetText(37), row.GetTextOrNull(38), row.GetInt(39), row.GetInt(40)),
    };

    private static ImmutableDictionary<string, Payload> ReadAnnotations(string[] names, byte[][] values)
    {
        var annotations = ImmutableDictionary.CreateBuilder<string, Payload>(StringComparer.OrdinalIgnoreCase);
        for (var index = 0; index < names.Length; index++)
        {
            annotations.Add(names[index], new Payload(values[index]));
        }

        return annotations.ToImmutable();
    }
}
