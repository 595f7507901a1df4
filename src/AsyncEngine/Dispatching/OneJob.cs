namespace AsyncEngine.Dispatching;

/// <summary>The one job that an agent is there for.</summary>
/// <param name="jobId">The job.</param>
internal sealed class OneJob(long jobId)
{
    private readonly TaskCompletionSource<bool> _claimed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public long JobId => jobId;

    /// <summary>Whether the agent has got it: known after its first claim, which is its last.</summary>
    public Task<bool> Claimed => _claimed.Task;

    public void Tell(bool isClaimed) => _claimed.TrySetResult(isClaimed);
}
