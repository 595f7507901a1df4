namespace AsyncEngine.Storage.Relational.Connections;

/// <summary>
/// A statement in use. Belongs to whoever uses the connection; dispose it when the use is over. Parameters that are not
/// bound are null: a statement keeps no values between uses.
/// </summary>
internal abstract class Statement : IDisposable
{
    public abstract void Bind(string parameter, long value);

    public abstract void Bind(string parameter, string? value);

    /// <summary>Binds a value that may be absent: no bytes are null.</summary>
    public abstract void Bind(string parameter, Payload value);

    public abstract void Bind(string parameter, ReadOnlySpan<byte> value);

    public void Bind(string parameter, bool value) => Bind(parameter, value ? 1L : 0L);

    public void Bind(string parameter, long? value)
    {
        if (value is { } number)
        {
            Bind(parameter, number);
        }
    }

    /// <summary>
    /// Says that no more rows than these will be read. A database that gives rows one by one need not know.
    /// </summary>
    public virtual void AtMost(int rows)
    {
    }

    /// <summary>Goes to the next row; false when there is none.</summary>
    public abstract bool Step();

    /// <summary>Runs a statement whose rows, if it has some, nobody needs.</summary>
    public virtual void Run()
    {
        while (Step())
        {
            // On to the end: a statement that returns rows has written when it is done, not before.
        }
    }

    public abstract bool IsNull(int column);

    /// <summary>Runs a statement that writes one row and gives its id.</summary>
    public long RunForId()
    {
        Step();
        var id = GetLong(0);

        // A statement that returns rows has written when it is done, not before.
        Run();
        return id;
    }

    public abstract long GetLong(int column);

    public abstract int GetInt(int column);

    public abstract string GetText(int column);

    /// <summary>Copies a blob out of the row; null is empty.</summary>
    public abstract Payload GetPayload(int column);

    public bool GetBool(int column) => GetInt(column) != 0;

    public long? GetLongOrNull(int column) => IsNull(column) ? null : GetLong(column);

    public int? GetIntOrNull(int column) => IsNull(column) ? null : GetInt(column);

    public string? GetTextOrNull(int column) => IsNull(column) ? null : GetText(column);

    public abstract void Dispose();
}
