using AsyncEngine.Storage;

namespace AsyncEngine.Dispatching;

/// <summary>Callbacks of one job that are to be run one after another, on one thread.</summary>
/// <param name="Job">The job that was claimed.</param>
/// <param name="Callbacks">Its due callbacks, in order.</param>
internal sealed record CallbackWork(ClaimedJob Job, IReadOnlyList<DueCallback> Callbacks);
