using AsyncEngine.Storage;

namespace AsyncPS;

/// <summary>A state of a store: a named value that jobs work on, as it was when it was read.</summary>
public sealed class State
{
    private readonly Lazy<object?> _value;

    internal State(StateRecord record)
    {
        Name = record.Name;
        Version = record.Version;
        ChangedAt = record.ChangedAt.ToLocalTime();
        ChangedBy = record.ChangedBy;
        UsedBy = record.UsedBy;
        _value = new Lazy<object?>(() => JobValues.Read(record.Value));
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Its value; <c>$null</c> when nothing was written yet.</summary>
    public object? Value => _value.Value;

    /// <summary>A number that grows with every change.</summary>
    public long Version { get; }

    /// <summary>When it was last written.</summary>
    public DateTimeOffset ChangedAt { get; }

    /// <summary>Id of the job whose outcome wrote it.</summary>
    public long? ChangedBy { get; }

    /// <summary>Id of the job that works on it now.</summary>
    public long? UsedBy { get; }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
