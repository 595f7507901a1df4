namespace AsyncPS;

/// <summary>The process that added a job.</summary>
public sealed class JobSource
{
    private readonly string _text;

    internal JobSource(AsyncEngine.JobSource source)
    {
        Host = source.Host;
        ProcessId = source.ProcessId;
        User = source.User;
        Uuid = source.Uuid;
        _text = source.ToString();
    }

    /// <summary>The machine.</summary>
    public string Host { get; }

    /// <summary>The process's number on that machine.</summary>
    public int ProcessId { get; }

    /// <summary>The account that it ran as.</summary>
    public string User { get; }

    /// <summary>Tells processes apart: each has its own, as long as it lives.</summary>
    public Guid Uuid { get; }

    /// <summary>As in <c>anna@web1 (pid 4711)</c>.</summary>
    public override string ToString() => _text;
}
