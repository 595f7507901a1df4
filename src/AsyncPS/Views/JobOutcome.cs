namespace AsyncPS;

/// <summary>How a job ended.</summary>
public enum JobOutcome
{
    /// <summary>Its call returned.</summary>
    Succeeded = 1,

    /// <summary>Its call failed, or it was given up: expired, aborted, timed out.</summary>
    Failed = 2,

    /// <summary>Somebody stopped it.</summary>
    Cancelled = 3,
}
