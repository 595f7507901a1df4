namespace AsyncPS;

/// <summary>What happens to a job that was interrupted, not by its own fault.</summary>
public enum RetryPolicy
{
    /// <summary>It runs again, up to nine interruptions.</summary>
    Common,

    /// <summary>It runs again, however often.</summary>
    Forever,

    /// <summary>It fails: for work that must not be done twice.</summary>
    Never,

    /// <summary>A script that came with the job, or a .NET policy that its dispatcher knows, decides.</summary>
    Own,
}
