namespace AsyncEngine;

/// <summary>
/// Decides what happens after a job has failed, or after it was interrupted. A dispatcher knows it by a name
/// (<see cref="Dispatching.DispatcherOptions.RetryPolicies"/>), a job asks for it by that name
/// (<see cref="JobOptions.OwnRetryPolicy"/>); see R105 to R111.
/// </summary>
/// <remarks>
/// Called on the worker's thread, by many workers at once: an implementation is thread-safe. One that throws is taken
/// for an answer of <see cref="RetryDecision.GiveUp"/>, and logged.
/// </remarks>
public interface IRetryPolicy
{
    /// <summary>The decision.</summary>
    /// <param name="failure">What happened.</param>
    RetryDecision Decide(RetryFailure failure);
}
