using System.Net.Sockets;
using Npgsql;

namespace AsyncEngine.Storage.Postgres.Connections;

/// <summary>Says in the engine's words what the server or the way to it refused. Never shows a secret.</summary>
internal static class PostgresErrors
{
    /// <summary>Whether a failure is the database's, and to be translated.</summary>
    public static bool IsDatabase(Exception exception) =>
        exception is NpgsqlException or SocketException or TimeoutException or IOException;

    /// <summary>Whether nothing was written and the same may go through when it is tried again at once.</summary>
    public static bool IsConflict(Exception exception) => exception is PostgresException
    {
        SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure,
    };

    /// <summary>A moment of a length of its own, before the same is tried again.</summary>
    public static Task PauseAsync(int tries) =>
        Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(1, 10 * tries)), TimeProvider.System);

    public static AsyncEngineException Translate(Exception exception, string location)
    {
        var (id, message) = exception switch
        {
            PostgresException refused => Explain(refused, location),
            _ when IsPoolExhausted(exception) => (ErrorIds.StoreBusy,
                $"The store '{location}' is busy: all connections of this process are in use. Raise 'Maximum Pool Size' "
                    + "in the connection string, or use fewer agents."),
            _ => (ErrorIds.StoreUnavailable,
                $"The server of the store '{location}' cannot be reached, or the connection broke: {Why(exception)} "
                    + "Check that it runs and that host and port are right, then try again."),
        };
        return new AsyncEngineException(id, message, exception) { Target = location };
    }

    public static AsyncEngineException NotAStore(string location, string why) => new(
        ErrorIds.StoreNotRecognized, $"The store '{location}' is not one of AsyncPS: {why} It was left untouched.")
    {
        Target = location,
    };

    private static bool IsPoolExhausted(Exception exception) =>
        exception.Message.Contains("pool", StringComparison.OrdinalIgnoreCase)
        && exception.Message.Contains("exhausted", StringComparison.OrdinalIgnoreCase);

    private static string Why(Exception exception)
    {
        var inner = exception.GetBaseException();
        return inner.Message.TrimEnd('.', ' ') + ".";
    }

    private static (string Id, string Message) Explain(PostgresException refused, string location) =>
        refused.SqlState switch
        {
            PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => (
                ErrorIds.StoreUnavailable,
                $"The server of the store '{location}' does not accept this user or password. Check both, and the "
                    + "server's pg_hba.conf."),
            PostgresErrorCodes.InvalidCatalogName => (
                ErrorIds.StoreUnavailable,
                $"The database of the store '{location}' does not exist. Create it, or name another."),
            PostgresErrorCodes.InsufficientPrivilege => (
                ErrorIds.StoreReadOnly,
                $"This user may not do that in the store '{location}': {refused.MessageText}. Grant the rights that "
                    + "docs/postgres.md lists for its role."),
            PostgresErrorCodes.ReadOnlySqlTransaction => (
                ErrorIds.StoreReadOnly,
                $"The server of the store '{location}' is read-only (a standby?): nothing was written. Name the primary, "
                    + "or add 'Target Session Attributes=read-write'."),
            PostgresErrorCodes.DiskFull or PostgresErrorCodes.OutOfMemory => (
                ErrorIds.StoreFull,
                $"The server of the store '{location}' is full ({refused.MessageText}): nothing was written. Free space "
                    + "on its disk, or clear old jobs."),
            PostgresErrorCodes.TooManyConnections => (
                ErrorIds.StoreBusy,
                $"The server of the store '{location}' has no connection left. Raise max_connections, or put a pool "
                    + "before it."),
            PostgresErrorCodes.LockNotAvailable => (
                ErrorIds.StoreBusy,
                $"The store '{location}' was busy for half a minute: another transaction stays open. End it, then try "
                    + "again."),
            PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure => (
                ErrorIds.StoreBusy,
                $"The store '{location}' was busy: other transactions were in the way several times. Try again."),
            PostgresErrorCodes.QueryCanceled => (
                ErrorIds.StoreBusy,
                $"The server of the store '{location}' gave up a statement that took too long: nothing was written. Try "
                    + "again, or raise its statement_timeout."),
            PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn
                or PostgresErrorCodes.UndefinedFunction or PostgresErrorCodes.InvalidSchemaName => (
                ErrorIds.StoreNotRecognized,
                $"The store '{location}' lacks a part of its tables ({refused.MessageText}). Restore it from a backup, or "
                    + "use another schema."),
            PostgresErrorCodes.UntranslatableCharacter or PostgresErrorCodes.CharacterNotInRepertoire => (
                ErrorIds.ArgumentInvalid,
                $"A text has a character that PostgreSQL cannot store ({refused.MessageText}): nothing was written."),
            _ => (ErrorIds.StoreUnavailable, $"The store '{location}' failed: {refused.MessageText}."),
        };
}
