using AsyncPS.Services.Notifying;

namespace AsyncPS.Commands;

/// <summary>How long a dispatcher in the foreground works, how it stops, and who is told.</summary>
internal sealed record VigilSettings
{
    /// <summary>Null = without limit.</summary>
    public TimeSpan? MaxRunTime { get; init; }

    /// <summary>How long running jobs have when it stops.</summary>
    public required TimeSpan StopTimeout { get; init; }

    /// <summary>What the service manager wants to hear.</summary>
    public required ManagerWishes Wishes { get; init; }

    /// <summary>How long its ping loop may stand still before it counts as hung.</summary>
    public required TimeSpan LongestSilence { get; init; }

    public required TimeProvider Clock { get; init; }
}
