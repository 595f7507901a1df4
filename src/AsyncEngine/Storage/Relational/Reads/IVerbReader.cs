using AsyncEngine.Storage.Relational.Connections;

namespace AsyncEngine.Storage.Relational.Reads;

/// <summary>Runs verbs that read, each at one moment of the store.</summary>
internal interface IVerbReader
{
    /// <summary>Reads. The second argument is the store's now.</summary>
    Task<T> RunAsync<T>(Func<Database, long, T> read, CancellationToken cancellationToken);

    /// <summary>Reads what does not depend on the time.</summary>
    Task<T> RunAsync<T>(Func<Database, T> read, CancellationToken cancellationToken);
}
