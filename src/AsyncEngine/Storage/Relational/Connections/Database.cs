namespace AsyncEngine.Storage.Relational.Connections;

/// <summary>
/// One connection to a database of either kind, as verbs use it: statements by name. Used by one thread at a time.
/// </summary>
internal abstract class Database : IDisposable
{
    /// <summary>Whether lanes are written with their first offers; else claims look those up.</summary>
    public abstract bool KeepsHeads { get; }

    /// <summary>Whether each statement is a message to another process, so that few large ones beat many small ones.</summary>
    public bool IsRemote => !KeepsHeads;

    /// <summary>Rows changed since the connection was opened.</summary>
    public abstract long TotalChanges { get; }

    /// <summary>The id that the last insert gave.</summary>
    public abstract long LastId { get; }

    /// <summary>Its tables as they are.</summary>
    public abstract ITableRows Tables { get; }

    /// <summary>Takes a statement for one use; dispose it after that.</summary>
    public abstract Statement Use(SqlText text);

    /// <summary>Runs several statements that are one intention.</summary>
    public abstract void Run(SqlText text, string parameter, long value);

    /// <summary>A wildcard as the statements of this database match it, for names in upper case.</summary>
    public abstract string Pattern(string wildcard);

    /// <summary>Wildcards for texts whose case the database's own comparison ignores, as far as it can.</summary>
    public abstract string TextPattern(string wildcard);

    public abstract void Dispose();
}
