using AsyncEngine.Storage.Postgres.Connections;
using AsyncEngine.Storage.Postgres.Reads;
using AsyncEngine.Storage.Postgres.Writing;
using AsyncEngine.Storage.Relational;
using AsyncEngine.Storage.Relational.Dispatchers;
using NpgsqlTypes;

namespace AsyncEngine.Storage.Postgres;

/// <inheritdoc cref="IDispatcherStore"/>
internal sealed class PostgresDispatchers(PostgresWriter writer, PostgresReader reader) : DispatcherVerbs(writer, reader)
{
    /// <summary>
    /// Pings come often and from everybody: one that waited until it is alone would stop all claims and settlements each
    /// time. Only a rescue, a return and a clock that was set back are for it alone.
    /// </summary>
    public override Task<PingResult> PingAsync(long dispatcherId, CancellationToken cancellationToken) =>
        writer.ShareAtOnceAsync(
            session => new Pinger(session).TryPing(dispatcherId), session => new Pinger(session).Ping(dispatcherId));

    public override Task<IReadOnlyList<StopOrder>> ReadStopOrdersAsync(
        long dispatcherId, IReadOnlyList<RunKey> own, CancellationToken cancellationToken) =>
        reader.RunAsync<IReadOnlyList<StopOrder>>(database =>
        {
            // What goes on undisturbed is in the rows; a run that is not is somebody else's, or was asked to stop.
            var undisturbed = new HashSet<(long Id, long Run)>();
            var asked = new HashSet<(long Id, long Run)>();
            using var read = (PostgresStatement)database.Use(PostgresSql.RunningMany);
            read.Bind("ids", NpgsqlDbType.Bigint, own.Select(key => key.RootId).ToArray());
            read.Bind("dispatcher", dispatcherId);
            while (read.Step())
            {
                (read.GetBool(2) ? asked : undisturbed).Add((read.GetLong(0), read.GetLong(1)));
            }

            return [.. own
                .Where(key => !undisturbed.Contains((key.RootId, key.Run)))
                .Select(key => new StopOrder(key, Stolen: !asked.Contains((key.RootId, key.Run))))];
        }, cancellationToken);
}
