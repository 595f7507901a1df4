using System.Globalization;
using Npgsql;

namespace AsyncEngine.Storage.Postgres.Connections;

/// <summary>
/// Finds out what kind of pool is before the server, and leaves nothing behind in the pool's sessions: who has set
/// something in one that is given to others disturbs those.
/// </summary>
internal static class PoolProbe
{
    /// <summary>One is enough for pools that give out what was used last; others give out any of a few.</summary>
    private const int Rounds = 4;

    /// <summary>Asks the server which of its processes serves: a pool cannot give out those numbers as its own.</summary>
    public static Pooling Look(NpgsqlDataSource source)
    {
        using var connection = source.OpenConnection();
        var server = ServerProcess(connection);
        if (server == connection.ProcessID)
        {
            return Pooling.None;
        }

        using var other = source.OpenConnection();
        return IsShared(connection, server, other) ? Pooling.OfTransactions : Pooling.OfSessions;
    }

    /// <summary>
    /// Whether a connection meets another process than before, or one that meanwhile served somebody else. It asks twice
    /// in a round, so that two processes that take turns do not look like one for each connection.
    /// </summary>
    private static bool IsShared(NpgsqlConnection connection, int server, NpgsqlConnection other)
    {
        for (var round = 0; round < Rounds; round++)
        {
            if (ServerProcess(other) == server
                || ServerProcess(connection) != server
                || ServerProcess(connection) != server)
            {
                return true;
            }
        }

        return false;
    }

    private static int ServerProcess(NpgsqlConnection connection)
    {
        // No other statement is sure not to be prepared.
        using var answer = connection.BeginTextExport("copy (select pg_backend_pid()) to stdout");
        return int.Parse(answer.ReadLine()!, CultureInfo.InvariantCulture);
    }
}
