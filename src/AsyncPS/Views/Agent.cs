using AsyncEngine.Storage;
using AsyncPS.Scripting.Isolation;

namespace AsyncPS;

/// <summary>In a queue, for one dispatcher: how many jobs at once, which ones, and which first.</summary>
public sealed class Agent
{
    internal Agent(AgentInfo info, Guid dispatcher)
    {
        Id = info.Id;
        Name = info.Name;
        Queue = info.Queue;
        Size = info.Size;
        Filter = info.Filter;
        Preference = info.Preference;
        Isolation = IsolationChoice.Read(info.Runner.Isolation) ?? JobIsolation.Shared;
        MaxMemory = info.Runner.MaxMemory;
        Job = new ViewList<long>([.. info.Jobs]);
        Dispatcher = dispatcher;
    }

    /// <summary>Its name within dispatcher and queue.</summary>
    public string Name { get; }

    /// <summary>The queue that it serves.</summary>
    public string Queue { get; }

    /// <summary>How many jobs it runs at once.</summary>
    public int Size { get; }

    /// <summary>The script that says which jobs it takes; empty = all.</summary>
    public string? Filter { get; }

    /// <summary>The script that ranks the jobs that it takes, higher first; empty = in the order of the queue.</summary>
    public string? Preference { get; }

    /// <summary>How far scripts are kept apart that do not say it themselves.</summary>
    public JobIsolation Isolation { get; }

    /// <summary>How many bytes the process of such a script may have; empty = no limit.</summary>
    public long? MaxMemory { get; }

    /// <summary>Ids of the jobs that it has, at most 100 of them.</summary>
    public ViewList<long> Job { get; }

    /// <summary>UUID of its dispatcher.</summary>
    public Guid Dispatcher { get; }

    /// <summary>Its id in the store.</summary>
    internal long Id { get; }

    /// <summary>Name, queue and size in short.</summary>
    public override string ToString() => $"{Name}@{Queue}:{Size}";
}
