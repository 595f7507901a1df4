namespace Unit.Model;

/// <summary>A named state as the rules see it: a version that only grows, and a quota of one that no list shows.</summary>
internal sealed class ModelNamedState(string name)
{
    public string Name => name;

    public ModelQuota Slot { get; } = new(name) { Size = 1 };

    public bool Exists { get; private set; }

    public long Version { get; private set; }

    /// <summary>The job whose outcome wrote it last.</summary>
    public long? ChangedBy { get; private set; }

    /// <summary>What a change has to expect; 0 = there is none.</summary>
    public long Seen => Exists ? Version : 0;

    /// <summary>A job that names it finds it, be it empty.</summary>
    public void Use()
    {
        if (!Exists)
        {
            Write(changedBy: null);
        }
    }

    /// <summary>False: another version was expected, and nothing is written.</summary>
    public bool TryWrite(long? expected, long? changedBy)
    {
        if (expected is { } version && version != Seen)
        {
            return false;
        }

        Write(changedBy);
        return true;
    }

    public void Remove()
    {
        Write(changedBy: null);
        Exists = false;
    }

    private void Write(long? changedBy)
    {
        Version++;
        Exists = true;
        ChangedBy = changedBy;
    }
}
