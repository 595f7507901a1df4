namespace AsyncEngine.Storage;

/// <summary>What a ping found.</summary>
internal sealed record PingResult
{
    /// <summary>The dispatcher had been declared dead and is active again (R160).</summary>
    public bool Reactivated { get; init; }

    /// <summary>The sibling that was found dead and cleaned up, if there was one.</summary>
    public Guid? Rescued { get; init; }

    /// <summary>How many jobs that gave back to the queues.</summary>
    public int RescuedJobs { get; init; }

    /// <summary>When the next active sibling would count as dead if it stays silent; null without siblings.</summary>
    public DateTimeOffset? NextDeathAt { get; init; }
}
