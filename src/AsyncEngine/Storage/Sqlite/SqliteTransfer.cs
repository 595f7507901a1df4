using AsyncEngine.Storage.Relational.Transfer;
using AsyncEngine.Storage.Relational.Writing;
using AsyncEngine.Storage.Sqlite.Connections;

namespace AsyncEngine.Storage.Sqlite;

/// <inheritdoc cref="ITransferStore"/>
internal sealed class SqliteTransfer(StoreFile file, SqliteConnections connections, IVerbWriter writer) : ITransferStore
{
    public IStoreExport Export()
    {
        try
        {
            connections.ThrowIfGone();
            var database = connections.OpenPlain();
            database.Execute("pragma query_only = on; begin");
            return new StoreExport(
                database,
                database.Dispose,
                exception => exception is SqliteFailure failure ? SqliteErrors.Translate(failure, file.Path) : null);
        }
        catch (SqliteFailure failure)
        {
            throw SqliteErrors.Translate(failure, file.Path);
        }
    }

    public Task<StoreCopyResult> ImportAsync(
        Func<IStoreExport> open, Action<StoreCopyProgress>? report, CancellationToken cancellationToken) =>
        StoreImporter.RunAsync(writer, file.Path, open, report, cancellationToken);
}
