namespace AsyncEngine.Storage;

/// <summary>Back to the queue (T9).</summary>
/// <param name="At">
/// When it may run again. Null or not in the future: the put-back lane, first in line, quota slots kept (R121, R137).
/// Otherwise held until then, slots free for others (R138).
/// </param>
/// <param name="CountsAsAttempt">Whether the run counts against <c>MaxAttempts</c>.</param>
/// <param name="CountsAsInterruption">Whether it was cut short by its dispatcher's stop (R115).</param>
internal sealed record Requeue(DateTimeOffset? At, bool CountsAsAttempt, bool CountsAsInterruption);
