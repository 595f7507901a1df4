using Npgsql;
using Unit.Storage.Postgres;
using Xunit;

namespace Unit.Catastrophes;

/// <summary>Looks into a store on a server past the engine, as <see cref="StoreAudit"/> does into a file.</summary>
internal static class ServerAudit
{
    // Without a pause the looking takes a processor of its own from what is looked at.
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(10);

    public static long CountOutcomes(PostgresFixture place) => (long)place.Execute("select count(*) from outcome")!;

    /// <summary>
    /// Whether the server has ended all that a process was connected with: what it had sent before it died is done then,
    /// or never will be.
    /// </summary>
    public static bool HasLeft(PostgresFixture place, string member) =>
        (long)place.Execute($"select count(*) from pg_stat_activity where application_name = '{member}'")! == 0;

    /// <summary>Jobs that are in the hands of a process.</summary>
    public static HashSet<long> ReadInHand(PostgresFixture place, int processId) =>
    [
        .. (long[])place.Execute(
            $"""
            select coalesce(array_agg(r.id), '{"{}"}')
            from running r join dispatcher d on d.id = r.dispatcher
            where d.process_id = {processId}
            """)!,
    ];

    /// <summary>Looks at the quotas until it is told to end, and fails if one is exceeded or counts wrong.</summary>
    public static int SampleQuotas(PostgresFixture place, CancellationToken ended)
    {
        using var connection = new NpgsqlConnection(place.ConnectionString);
        connection.Open();
        place.Enter(connection);
        using var command = new NpgsqlCommand(
            """
            select q.name, q.size, q.used, (
                select count(*) from (
                    select holds from running union all select holds from offer union all select lane from hold) h
                join lane_quota l on l.lane = h.holds and l.quota = q.id)
            from quota q
            """,
            connection);
        var samples = 0;
        for (; !ended.WaitHandle.WaitOne(Pace); samples++)
        {
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                var (name, size, used) = (reader.GetString(0), reader.GetInt32(1), reader.GetInt32(2));
                Assert.True(used <= size, $"Quota {name} was exceeded: {used} of {size}.");
                Assert.True(used == reader.GetInt64(3), $"Quota {name} counts {used} of {reader.GetInt64(3)}.");
            }
        }

        return samples;
    }
}
