namespace AsyncPS.Scripting.Streams;

/// <summary>What a recorded stream holds. Numbers are part of the stored format.</summary>
internal enum StreamKind : byte
{
    /// <summary>So many output objects were written here; they themselves are in the result.</summary>
    Output = 1,
    Error = 2,
    Warning = 3,
    Verbose = 4,
    Debug = 5,
    Information = 6,

    /// <summary>Text for the host, as Write-Host writes it.</summary>
    Host = 7,

    /// <summary>The job wrote more than may be recorded; nothing follows.</summary>
    Truncated = 8,

    /// <summary>
    /// Output objects themselves, of a job that still ran: they stand for those that are counted next and have not come
    /// yet. None at all: no more come before the job ends.
    /// </summary>
    Values = 9,

    /// <summary>A bar: one of those that a script shows, at most one for an activity in a second.</summary>
    Progress = 10,
}
