namespace AsyncEngine.Storage.Relational.Places;

/// <summary>What has to be in the store before a job's call begins; the stricter, the higher.</summary>
internal enum JobCare
{
    /// <summary>Nothing: it may be claimed ahead of a free worker, and the mark that it began follows its call.</summary>
    None = 0,

    /// <summary>
    /// That it began, because its slots are taken: it may be claimed ahead, and counts as begun from then on
    /// (docs/adr/0023).
    /// </summary>
    Slots = 1,

    /// <summary>That it began, with a worker that begins it at once: it is never claimed ahead.</summary>
    Worker = 2,
}
