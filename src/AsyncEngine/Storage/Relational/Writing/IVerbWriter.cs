namespace AsyncEngine.Storage.Relational.Writing;

/// <summary>Runs verbs that write, each in a transaction that nobody else's writing comes into.</summary>
internal interface IVerbWriter
{
    /// <summary>Writes, and is over when it is committed.</summary>
    /// <param name="body">The verb. May run twice, if the first time was rolled back.</param>
    /// <param name="weight">About how many rows it writes.</param>
    /// <param name="cancellationToken">Ends the waiting, not the writing.</param>
    Task<T> RunAsync<T>(Func<WriteSession, T> body, int weight, CancellationToken cancellationToken);

    /// <summary>
    /// Writes, without waiting for room. The task is over on a thread of the writer's own: whoever blocks for it needs no
    /// thread of the pool.
    /// </summary>
    Task<T> RunAtOnceAsync<T>(Func<WriteSession, T> body, int weight, CancellationToken cancellationToken);
}
