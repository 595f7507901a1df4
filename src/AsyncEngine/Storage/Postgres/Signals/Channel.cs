using System.Globalization;
using AsyncEngine.Storage.Postgres.Connections;

namespace AsyncEngine.Storage.Postgres.Signals;

/// <summary>The channel on which the store objects of one store tell each other that something was written.</summary>
/// <param name="Connections">The server.</param>
/// <param name="Own">Tells this store object's messages from those of others.</param>
internal sealed record Channel(PostgresConnections Connections, string Own)
{
    public string Name { get; } = string.Create(
        CultureInfo.InvariantCulture, $"asyncps_{unchecked((uint)Connections.StoreKey):x8}");
}
