namespace AsyncEngine.Storage.Relational.Enqueues;

/// <summary>What a callback is added to.</summary>
/// <param name="Id">The job whose outcome it gets.</param>
/// <param name="Root">The job that is claimed for it; null when it is claimed itself, its parent being completed.</param>
/// <param name="Queue">The queue's id.</param>
internal sealed record CallbackParent(long Id, long? Root, long Queue);
