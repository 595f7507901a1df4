namespace AsyncEngine.Storage;

/// <summary>A job that another one names: one that is in the store, or one that is added with it.</summary>
internal sealed record LinkedJob
{
    private LinkedJob(long id, NewJob? added)
    {
        Id = id;
        New = added;
    }

    /// <summary>Its id; 0 = the store gives the next one.</summary>
    public long Id { get; }

    /// <summary>Not null: it is to be added.</summary>
    public NewJob? New { get; }

    /// <summary>A job that the store has, or that is added elsewhere in the same step.</summary>
    public static LinkedJob To(long id) => new(id, null);

    /// <summary>A job that is added.</summary>
    public static LinkedJob To(NewJob job) => new(job.Id, job);
}
