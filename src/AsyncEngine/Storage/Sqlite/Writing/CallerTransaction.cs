using Microsoft.Data.Sqlite;

namespace AsyncEngine.Storage.Sqlite.Writing;

/// <summary>
/// Knows which call contexts have a transaction of their own open on a file, with jobs in it. Whatever else such a context
/// wrote through the engine would wait for that transaction, which waits for the context: it is refused instead.
/// </summary>
internal static class CallerTransaction
{
    private static readonly AsyncLocal<(string Path, SqliteTransaction Transaction)?> Open = new();

    /// <summary>Notes a transaction in the context of whoever calls.</summary>
    public static void Note(string path, SqliteTransaction transaction) => Open.Value = (path, transaction);

    /// <summary>Refuses with <c>StoreBusy</c> while this context has a transaction open on the file.</summary>
    public static void RefuseIfOpen(string path)
    {
        // A transaction that has ended has no connection any more.
        if (Open.Value is { } known && known.Path == path && known.Transaction.Connection is not null)
        {
            throw new AsyncEngineException(
                ErrorIds.StoreBusy,
                $"A transaction of this program has added jobs to the store '{path}' and is still open: the file has one "
                    + "writer at a time, so this write would wait for it for ever. Commit the transaction first, or add "
                    + "with it.")
            {
                Target = path,
            };
        }
    }
}
