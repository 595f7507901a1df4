namespace AsyncEngine.Storage.Postgres.Signals;

/// <summary>What a write may mean to those who wait for one.</summary>
[Flags]
internal enum Change
{
    /// <summary>Neither of the others: that a job was claimed, say.</summary>
    Other = 0,

    /// <summary>There may be something to claim that was not there before.</summary>
    Work = 1,

    /// <summary>A job may be completed, or gone.</summary>
    Ends = 2,

    Any = Work | Ends,
}
