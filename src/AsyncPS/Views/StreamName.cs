namespace AsyncPS;

/// <summary>The stream that something was written to.</summary>
public enum StreamName
{
    /// <summary>What the job gives back: its result is made of it.</summary>
    Output,

    /// <summary>Errors, with the one that ended the job as the last.</summary>
    Error,

    /// <summary>Warnings.</summary>
    Warning,

    /// <summary>Details, recorded when the job's preference is Continue.</summary>
    Verbose,

    /// <summary>Details for who mends the script, recorded when the job's preference is Continue.</summary>
    Debug,

    /// <summary>What Write-Information writes.</summary>
    Information,

    /// <summary>What Write-Host writes.</summary>
    Host,

    /// <summary>
    /// What Write-Progress shows. Of an activity the first, the end, and at most one in a second between are recorded.
    /// </summary>
    Progress,
}
