namespace AsyncEngine.Storage;

/// <summary>
/// A turn of an idle agent that waits for a write of others: the one that puts a job in line claims it for the agent in
/// its own transaction, so that the disk is waited for once and not twice (docs/adr/0028). Thread-safe.
/// </summary>
internal interface IStandingTurn
{
    /// <summary>
    /// What it claimed, once that is committed. Never over while it waits, nor when it was withdrawn. It is no more than
    /// a short cut: that there is something to claim is told by <see cref="IStoreSignal"/> as well.
    /// </summary>
    Task<TurnResult> Result { get; }

    /// <summary>Whether it waits: it has claimed nothing, and is not about to.</summary>
    bool IsWaiting { get; }

    /// <summary>Takes it back. False: it does not wait any more, and <see cref="Result"/> is there, or soon.</summary>
    bool TryWithdraw();
}
