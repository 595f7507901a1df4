using AsyncEngine.Jobs;
using AsyncEngine.Storage.Postgres.Connections;
using AsyncEngine.Storage.Relational;
using NpgsqlTypes;

namespace AsyncEngine.Storage.Postgres.Enqueues;

/// <summary>The columns of <c>job</c> that are written as the job has them, whichever statement writes them.</summary>
internal static class JobColumns
{
    public static ColumnWriter<T> WithJobs<T>(this ColumnWriter<T> writer, Func<T, NewJob> jobOf) => writer
        .Column("names", NpgsqlDbType.Text, row => jobOf(row).Name)
        .Column("name_keys", NpgsqlDbType.Text, row => jobOf(row).Name is { } name ? Name.KeyOf(name) : null)
        .Column("arguments", NpgsqlDbType.Bytea, row => BytesOf(jobOf(row).Arguments))
        .Column("settings", NpgsqlDbType.Bytea, row => BytesOf(jobOf(row).RunnerSettings))
        .Column("priorities", NpgsqlDbType.Integer, row => jobOf(row).Priority)
        .Column("timeouts", NpgsqlDbType.Bigint, row => Moment.Of(jobOf(row).Timeout))
        .Column("max_attempts", NpgsqlDbType.Integer, row => jobOf(row).MaxAttempts)
        .Column("retry_delays", NpgsqlDbType.Bigint, row => Moment.Of(jobOf(row).RetryDelay))
        .Column("policies", NpgsqlDbType.Smallint, row => (short)jobOf(row).RetryPolicy)
        .Column("restarts", NpgsqlDbType.Bigint, row => jobOf(row).RestartOf);

    private static byte[]? BytesOf(Payload payload) => payload.IsEmpty ? null : payload.Bytes.ToArray();
}
