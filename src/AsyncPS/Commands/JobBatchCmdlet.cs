namespace AsyncPS.Commands;

/// <summary>
/// A cmdlet that changes jobs: asks for each, then does what was granted in batches, so that ten thousand piped jobs
/// are not ten thousand transactions.
/// </summary>
public abstract class JobBatchCmdlet : JobCmdlet
{
    private const int BatchSize = 500;

    private readonly List<JobRef> _granted = [];

    private protected JobBatchCmdlet()
    {
    }

    /// <summary>What is done, in the user's words, for -WhatIf and -Confirm.</summary>
    private protected abstract string Action { get; }

    private protected abstract void Change(IReadOnlyList<JobRef> jobs);

    private protected override void Process()
    {
        _granted.AddRange(JobsHere().Where(job => ShouldProcess($"Job {JobTitle.Of(job)}", Action)));
        if (_granted.Count >= BatchSize)
        {
            Flush();
        }
    }

    private protected override void End() => Flush();

    private void Flush()
    {
        if (_granted.Count > 0)
        {
            Change(_granted);
            _granted.Clear();
        }
    }
}
