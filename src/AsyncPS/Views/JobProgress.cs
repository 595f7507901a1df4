using System.Globalization;
using Engine = AsyncEngine.Jobs;

namespace AsyncPS;

/// <summary>How far a running job is, as it said last with <c>Write-Progress</c>.</summary>
public sealed class JobProgress
{
    internal JobProgress(Engine.JobProgress progress)
    {
        Activity = progress.Activity;
        Status = progress.Status;
        PercentComplete = progress.PercentComplete;
        SecondsRemaining = progress.SecondsRemaining;
    }

    /// <summary>What the job does.</summary>
    public string Activity { get; }

    /// <summary>Where it is.</summary>
    public string? Status { get; }

    /// <summary>0 to 100; -1 = unknown.</summary>
    public int PercentComplete { get; }

    /// <summary>The job's own estimate; -1 = unknown.</summary>
    public int SecondsRemaining { get; }

    /// <summary>One line: activity, status, percent.</summary>
    public override string ToString()
    {
        var text = string.IsNullOrEmpty(Status) ? Activity : $"{Activity}: {Status}";
        return PercentComplete < 0
            ? text
            : string.Create(CultureInfo.CurrentCulture, $"{text} ({PercentComplete} %)");
    }
}
