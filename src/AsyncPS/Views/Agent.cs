using AsyncEngine.Storage;

namespace AsyncPS;

/// <summary>In a queue, for one dispatcher: how many jobs at once.</summary>
public sealed class Agent
{
    internal Agent(AgentInfo info, Guid dispatcher)
    {
        Name = info.Name;
        Queue = info.Queue;
        Size = info.Size;
        Job = new ViewList<long>([.. info.Jobs]);
        Dispatcher = dispatcher;
    }

    /// <summary>Its name within dispatcher and queue.</summary>
    public string Name { get; }

    /// <summary>The queue that it serves.</summary>
    public string Queue { get; }

    /// <summary>How many jobs it runs at once.</summary>
    public int Size { get; }

    /// <summary>Ids of the jobs that it has, at most 100 of them.</summary>
    public ViewList<long> Job { get; }

    /// <summary>UUID of its dispatcher.</summary>
    public Guid Dispatcher { get; }

    /// <summary>Name, queue and size in short.</summary>
    public override string ToString() => $"{Name}@{Queue}:{Size}";
}
