using SQLitePCL;

namespace AsyncEngine.Storage.Sqlite.Connections;

/// <summary>Says in the engine's words what the library refused.</summary>
internal static class SqliteErrors
{
    public static AsyncEngineException Translate(SqliteFailure failure, string path)
    {
        var (id, message) = failure.PrimaryCode switch
        {
            raw.SQLITE_FULL => (ErrorIds.StoreFull,
                $"The store '{path}' is full: nothing was written. Free space on its disk, or clear old jobs."),
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => (ErrorIds.StoreBusy, Busy(path)),
            raw.SQLITE_READONLY or raw.SQLITE_PERM => (ErrorIds.StoreReadOnly,
                $"The store '{path}' cannot be written: its file or its folder is read-only for this account."),
            raw.SQLITE_CANTOPEN => (ErrorIds.StoreUnavailable,
                $"The store '{path}' cannot be opened: the file or its folder is gone, or this account has no right to "
                    + "it. Check both, then try again."),
            raw.SQLITE_NOTADB => (ErrorIds.StoreNotRecognized, NotAStore(path)),
            raw.SQLITE_CORRUPT => (ErrorIds.StoreUnavailable,
                $"The store '{path}' is damaged ({failure.Message}). Restore it from a backup."),
            _ => (ErrorIds.StoreUnavailable, $"The store '{path}' failed: {failure.Message}."),
        };
        return new AsyncEngineException(id, message, failure) { Target = path };
    }

    public static string Busy(string path) =>
        $"The store '{path}' was busy for half a minute: another process keeps a transaction open. "
            + "End that transaction, then try again.";

    public static string NotAStore(string path) =>
        $"The file '{path}' is not a store of AsyncPS: it was left untouched. Name another file.";
}
