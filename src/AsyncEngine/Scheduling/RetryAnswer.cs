namespace AsyncEngine.Scheduling;

/// <summary>What happens after a failed call.</summary>
/// <param name="Action">Give up, run again in the same thread, or go back to the queue.</param>
/// <param name="Delay">How long before it runs again.</param>
internal readonly record struct RetryAnswer(RetryAction Action, TimeSpan Delay = default)
{
    public static RetryAnswer GiveUp => new(RetryAction.GiveUp);
}
