using System.Collections.Immutable;
using AsyncEngine.Storage.Relational.Connections;
using AsyncEngine.Storage.Relational.Enqueues;

namespace AsyncEngine.Storage.Relational.Reads;

/// <summary>Reads all that the store knows of a job.</summary>
internal sealed class JobReader(CallTexts texts)
{
    public JobRecord? Read(Database database, long id)
    {
        using var row = database.Use(Sql.JobRead);
        row.Bind("id", id);
        return row.Step() ? Read(database, row) : null;
    }

    /// <summary>The numbers that the view gives are the enumeration's.</summary>
    public static JobStatus? ReadStatus(Database database, long id)
    {
        using var row = database.Use(Sql.JobStatus);
        row.Bind("id", id);
        return row.Step() ? (JobStatus)row.GetInt(0) : null;
    }

    private static List<string> ReadNames(Database database, SqlText text, string parameter, long value)
    {
        var names = new List<string>();
        using var read = database.Use(text);
        read.Bind(parameter, value);
        while (read.Step())
        {
            names.Add(read.GetText(0));
        }

        return names;
    }

    private static List<long> ReadIds(Database database, SqlText text, string parameter, long value)
    {
        var ids = new List<long>();
        using var read = database.Use(text);
        read.Bind(parameter, value);
        while (read.Step())
        {
            ids.Add(read.GetLong(0));
        }

        return ids;
    }

    private static ImmutableDictionary<string, Payload> ReadAnnotations(Database database, long job)
    {
        using var read = database.Use(Sql.AnnotationList);
        read.Bind("job_id", job);
        if (!read.Step())
        {
            return ImmutableDictionary<string, Payload>.Empty;
        }

        var annotations = ImmutableDictionary.CreateBuilder<string, Payload>(StringComparer.OrdinalIgnoreCase);
        do
        {
            annotations.Add(read.GetText(0), read.GetPayload(1));
        }
        while (read.Step());
        return annotations.ToImmutable();
    }

    private static JobProgress? ReadProgress(Database database, long job)
    {
        using var read = database.Use(Sql.ProgressRead);
        read.Bind("job_id", job);
        return read.Step()
            ? new JobProgress(read.GetText(0), read.GetTextOrNull(1), read.GetInt(2), read.GetInt(3))
            : null;
    }

    private JobRecord Read(Database database, Statement row)
    {
        var id = row.GetLong(0);
        return new JobRecord
        {
            Id = id,
            Name = row.GetTextOrNull(1),
            Queue = row.GetText(2),
            Status = (JobStatus)row.GetInt(3),
            Outcome = (JobOutcome?)row.GetIntOrNull(4),

            // A callback may have neither arm: it passes its parent's outcome through.
            Call = texts.Read(database, row.GetLongOrNull(5)) ?? new CallText(CallKind.Script, string.Empty),
            Arguments = StoredPayload.Read(database, row, 6),
            RunnerSettings = StoredPayload.Read(database, row, 8),
            Result = StoredPayload.Read(database, row, 10),
            Error = JobErrorText.Read(row.GetTextOrNull(12)),
            CreatedAt = Moment.ToMoment(row.GetLong(13)),
            BeginAfter = Moment.ToMoment(row.GetLong(14)),
            BeginBy = Moment.ToDuration(row.GetLongOrNull(15)),
            StartedAt = Moment.ToMoment(row.GetLongOrNull(16)),
            EndedAt = Moment.ToMoment(row.GetLongOrNull(17)),
            CompletedAt = Moment.ToMoment(row.GetLongOrNull(18)),
            Attempt = row.GetInt(19),
            Run = row.GetLong(20),
            Quotas = ReadNames(database, Sql.LaneQuotaNames, "lane", row.GetLong(21)),
            Priority = row.GetInt(22),
            Tags = ReadNames(database, Sql.TagList, "job_id", id),
            HadErrors = row.GetBool(23),
            ExitCode = row.GetIntOrNull(24),
            Timeout = Moment.ToDuration(row.GetLongOrNull(25)),
            MaxAttempts = row.GetIntOrNull(26),
            RetryDelay = Moment.ToDuration(row.GetLongOrNull(27)),
            RetryPolicy = (RetryPolicyKind)row.GetInt(28),
            State = row.GetTextOrNull(29),
            ParentId = row.GetLongOrNull(30),
            Callbacks = ReadIds(database, Sql.CallbackIds, "parent", id),
            Dispatcher = row.IsNull(31) ? null : Guid.Parse(row.GetText(31)),
            Agent = row.GetTextOrNull(32),
            StopRequested = row.GetBool(33),
            RestartOf = row.GetLongOrNull(34),
            IsWaiting = row.GetBool(35),
            AddedBy = SourceColumns.Read(row, 36),
            Parts = ReadIds(database, Sql.PartIds, "join_id", id),
            PartOf = ReadIds(database, Sql.PartJoins, "job_id", id),
            Annotations = ReadAnnotations(database, id),
            Progress = ReadProgress(database, id),
        };
    }
}
