namespace AsyncEngine.Calls;

/// <summary>How the parent of a callback ended: what the callback gets as its last argument.</summary>
internal sealed record ParentOutcome(long ParentId, JobOutcome Outcome, Payload Result, JobError? Error);
