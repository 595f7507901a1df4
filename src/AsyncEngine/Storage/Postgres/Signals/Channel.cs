using System.Globalization;
using AsyncEngine.Storage.Postgres.Connections;

namespace AsyncEngine.Storage.Postgres.Signals;

/// <summary>The channel on which the store objects of one store tell each other that something was written.</summary>
/// <param name="Connections">The server.</param>
/// <param name="Own">Tells this store object's messages from those of others.</param>
internal sealed record Channel(PostgresConnections Connections, string Own)
{
    private const string WithoutWork = "-";

    /// <summary>As <see cref="Own"/>, of a write that gives nobody anything to claim.</summary>
    public string OwnWithoutWork { get; } = Own + WithoutWork;

    public string Name { get; } = string.Create(
        CultureInfo.InvariantCulture, $"asyncps_{unchecked((uint)Connections.StoreKey):x8}");

    /// <summary>Whether a message is another store object's.</summary>
    public bool IsForeign(string message) => message != Own && message != OwnWithoutWork;

    /// <summary>Whether there may be something to claim, as far as a message tells.</summary>
    public static bool IsWork(string message) => !message.EndsWith(WithoutWork, StringComparison.Ordinal);
}
