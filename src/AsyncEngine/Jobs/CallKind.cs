namespace AsyncEngine.Jobs;

/// <summary>What kind of thing a job runs.</summary>
internal enum CallKind
{
    /// <summary>Script text, run by a runner that the host of the dispatcher brings.</summary>
    Script = 1,

    /// <summary>A .NET method, run by the engine.</summary>
    Method = 2,

    /// <summary>Nothing of its own: it stands for other jobs, <c>serial</c> or <c>parallel</c>.</summary>
    Join = 3,
}
