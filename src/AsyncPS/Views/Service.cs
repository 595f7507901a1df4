using AsyncPS.Services.Units;

namespace AsyncPS;

/// <summary>A registered service that keeps a dispatcher running, as it was when it was read.</summary>
public sealed class Service
{
    internal Service(ServiceMark mark, string path, string? state)
    {
        Name = mark.Name;
        Kind = mark.Kind;
        Scope = mark.Scope;
        User = mark.User;
        Store = mark.Store;
        Queue = new ViewList<string>([.. mark.Queues]);
        Size = mark.Size;
        LogPath = mark.LogPath;
        Version = mark.Version;
        Path = path;
        State = state;
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Who manages it.</summary>
    public ServiceKind Kind { get; }

    /// <summary>Whose it is.</summary>
    public ServiceScope Scope { get; }

    /// <summary>What the service manager says: active, inactive, failed; empty when none runs here.</summary>
    public string? State { get; }

    /// <summary>The account that it runs as.</summary>
    public string User { get; }

    /// <summary>The store whose jobs it runs.</summary>
    public string Store { get; }

    /// <summary>The queues that it serves.</summary>
    public ViewList<string> Queue { get; }

    /// <summary>How many jobs of each queue run at once.</summary>
    public int Size { get; }

    /// <summary>Its log; empty = the journal.</summary>
    public string? LogPath { get; }

    /// <summary>Version of the module that registered it.</summary>
    public string Version { get; }

    /// <summary>The file that the service manager reads.</summary>
    public string Path { get; }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
