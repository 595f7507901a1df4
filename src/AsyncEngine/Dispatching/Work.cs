using AsyncEngine.Storage;

namespace AsyncEngine.Dispatching;

/// <summary>What a worker gets to do: a job, or the callbacks of one.</summary>
/// <param name="Job">The job; null = callbacks.</param>
/// <param name="Callbacks">The callbacks; null = a job.</param>
/// <param name="Order">Jobs: in which order they were claimed.</param>
/// <param name="Until">Not null: until when it may begin, by this machine's own clock; then its slots are for others.</param>
internal readonly record struct Work(ClaimedJob? Job, CallbackWork? Callbacks, long Order = 0, long? Until = null);
