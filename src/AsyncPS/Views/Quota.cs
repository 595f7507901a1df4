using AsyncEngine.Storage;

namespace AsyncPS;

/// <summary>A quota and who holds its slots, as it was when it was read.</summary>
public sealed class Quota
{
    internal Quota(QuotaInfo info)
    {
        Name = info.Name;
        Queue = info.Queue;
        Size = info.Size;
        Used = info.Used;
        Filled = info.Filled;
        Job = new ViewList<long>([.. info.Jobs]);
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>The queue that it belongs to.</summary>
    public string Queue { get; }

    /// <summary>How many jobs may be in progress at once.</summary>
    public int Size { get; }

    /// <summary>How many slots are taken.</summary>
    public int Used { get; }

    /// <summary>Whether none is free.</summary>
    public bool Filled { get; }

    /// <summary>Ids of the jobs that hold slots, at most 100 of them.</summary>
    public ViewList<long> Job { get; }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
