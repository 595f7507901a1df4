using AsyncEngine.Storage;

namespace AsyncEngine.Dispatching;

/// <summary>What a worker gets to do: a job, or the callbacks of one.</summary>
internal readonly record struct Work(ClaimedJob? Job, CallbackWork? Callbacks);
