using System.Data;
using Npgsql;

namespace AsyncEngine.Storage.Postgres.Connections;

/// <summary>
/// The few connections that were used last, apart from the driver's pool. A server keeps plans for each connection, and
/// makes them in a longer time than most of their uses take; the pool gives out the connection that has rested longest,
/// so that every one of them would have to make every plan. Thread-safe.
/// </summary>
internal sealed class WarmConnections
{
    /// <summary>What a dispatcher with one agent needs at once.</summary>
    private const int MostKept = 4;

    private const Purpose Dear = Purpose.Turn | Purpose.Settlement;

    private readonly object _gate = new();

    // Guarded by _gate. The first one is the one that was used last.
    private readonly List<(NpgsqlConnection Connection, Purpose Purposes)> _kept = [];
    private bool _isClosed;

    /// <summary>
    /// The last one that had that purpose before, or else the last one; of those that have the dear plans of turns only for
    /// want of others. Null when none is left.
    /// </summary>
    public (NpgsqlConnection Connection, Purpose Purposes)? Take(Purpose purpose)
    {
        lock (_gate)
        {
            if (_kept.Count == 0)
            {
                return null;
            }

            var best = _kept.MinBy(kept => Unfitness(kept.Purposes, purpose));
            _kept.Remove(best);
            return best;
        }
    }

    /// <summary>Takes back one whose work ended well.</summary>
    public void Keep(NpgsqlConnection connection, Purpose purposes)
    {
        lock (_gate)
        {
            if (!_isClosed && _kept.Count < MostKept && connection.State == ConnectionState.Open)
            {
                _kept.Insert(0, (connection, purposes));
                return;
            }
        }

        connection.Dispose();
    }

    /// <summary>Gives all back to the pool: the server may be gone, or another one may have taken over.</summary>
    /// <param name="isLast">Whether none is kept from now on.</param>
    public void Clear(bool isLast = false)
    {
        lock (_gate)
        {
            _isClosed |= isLast;
            _kept.ForEach(kept => kept.Connection.Dispose());
            _kept.Clear();
        }
    }

    private static int Unfitness(Purpose purposes, Purpose purpose) =>
        ((purposes & Dear & ~purpose) != 0 ? 2 : 0) + (purposes.HasFlag(purpose) ? 0 : 1);
}
