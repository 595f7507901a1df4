using System.Globalization;
using AsyncEngine.Storage.Postgres.Connections;
using Npgsql;

namespace AsyncEngine.Storage.Postgres.Signals;

/// <summary>The channel on which the store objects of one store tell each other that something was written.</summary>
/// <param name="Connections">The server.</param>
/// <param name="Own">Tells this store object's messages from those of others.</param>
internal sealed record Channel(PostgresConnections Connections, string Own)
{
    public string Name { get; } = string.Create(
        CultureInfo.InvariantCulture, $"asyncps_{unchecked((uint)Connections.StoreKey):x8}");

    /// <summary>The message that tells of a write: who wrote, and a figure for what it may mean.</summary>
    public string MessageOf(Change change) => Own + (char)('0' + (int)change);

    /// <summary>Tells of a write.</summary>
    public NpgsqlBatchCommand NoticeOf(Change change)
    {
        // Nothing of it is to outlive the server: its commit need not wait for the disk.
        var notice = new NpgsqlBatchCommand("select set_config('synchronous_commit', 'off', true), pg_notify($1, $2)");
        notice.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Name });
        notice.Parameters.Add(new NpgsqlParameter<string> { TypedValue = MessageOf(change) });
        return notice;
    }

    /// <summary>Whether a message is another store object's.</summary>
    public bool IsForeign(string message) => !message.StartsWith(Own, StringComparison.Ordinal);

    /// <summary>What a message tells.</summary>
    public static Change ChangeOf(string message) =>
        message is [.., var figure and >= '0' and <= '3'] ? (Change)(figure - '0') : Change.Any;
}
