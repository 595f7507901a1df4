using System.Data;
using AsyncEngine.Storage.Postgres.Connections;
using AsyncEngine.Storage.Relational.Transfer;
using AsyncEngine.Storage.Relational.Writing;
using Npgsql;

namespace AsyncEngine.Storage.Postgres;

/// <inheritdoc cref="ITransferStore"/>
internal sealed class PostgresTransfer(PostgresConnections connections, IVerbWriter writer) : ITransferStore
{
    public IStoreExport Export()
    {
        NpgsqlConnection? connection = null;
        try
        {
            connection = connections.Open();
            connection.BeginTransaction(IsolationLevel.RepeatableRead);
            var database = new PostgresDatabase(connection);
            using (var begin = database.Use(PostgresSql.SessionRead))
            {
                begin.Bind("path", connections.Path);
                begin.Run();
            }

            return new StoreExport(database, connection.Dispose, Translate);
        }
        catch (Exception exception) when (PostgresErrors.IsDatabase(exception))
        {
            connection?.Dispose();
            throw PostgresErrors.Translate(exception, connections.Location);
        }
    }

    public Task<StoreCopyResult> ImportAsync(
        Func<IStoreExport> open, Action<StoreCopyProgress>? report, CancellationToken cancellationToken) =>
        StoreImporter.RunAsync(writer, connections.Location, open, report, cancellationToken);

    private AsyncEngineException? Translate(Exception exception) =>
        PostgresErrors.IsDatabase(exception) ? PostgresErrors.Translate(exception, connections.Location) : null;
}
