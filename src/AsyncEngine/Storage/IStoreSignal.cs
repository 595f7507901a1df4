namespace AsyncEngine.Storage;

/// <summary>Tells waiters that somebody, in this process or another, wrote to the store.</summary>
internal interface IStoreSignal
{
    /// <summary>
    /// A number that grows with every change; a store may leave out what other processes claim. Read it, look at the store,
    /// and if there was nothing wait for a change after that number: so no change is missed.
    /// </summary>
    long Version { get; }

    /// <summary>
    /// The same for those writes alone that may give an agent something to claim: most turns only take jobs and end them.
    /// A store may count other writes as well.
    /// </summary>
    IStoreSignal Work { get; }

    /// <summary>
    /// The same for those writes alone after which a job may be completed, or gone. A store may count other writes as well.
    /// </summary>
    IStoreSignal Ends { get; }

    /// <summary>
    /// Waits until <see cref="Version"/> is greater than <paramref name="seen"/>: at once for writes of this process,
    /// within milliseconds for writes of another one. Cancelling ends the wait with an exception, a passed
    /// <paramref name="timeout"/> with false.
    /// </summary>
    Task<bool> WaitAsync(long seen, TimeSpan timeout, CancellationToken cancellationToken);
}
