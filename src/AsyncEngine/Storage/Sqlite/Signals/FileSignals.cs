using System.Collections.Concurrent;
using AsyncEngine.Storage.Relational.Signals;

namespace AsyncEngine.Storage.Sqlite.Signals;

/// <summary>
/// What the store objects of this process that have the same file open share: who waits for any write, and who for one
/// that may give an agent something to claim. Thread-safe.
/// </summary>
internal sealed class FileSignals
{
    private static readonly ConcurrentDictionary<string, FileSignals> Files = new(
        OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);

    public SignalHub All { get; } = new();

    public SignalHub Work { get; } = new();

    /// <summary>The signals of a file. There are as many as files were opened, and they are small: none is thrown away.</summary>
    public static FileSignals Of(string path) => Files.GetOrAdd(path, _ => new FileSignals());

    /// <inheritdoc cref="SignalHub.Attach"/>
    public void Attach(Action watcher)
    {
        All.Attach(watcher);
        Work.Attach(watcher);
    }

    /// <inheritdoc cref="SignalHub.Detach"/>
    public void Detach(Action watcher)
    {
        All.Detach(watcher);
        Work.Detach(watcher);
    }

    /// <inheritdoc cref="SignalHub.MustWatch"/>
    public bool MustWatch(Action watcher) => All.MustWatch(watcher) || Work.MustWatch(watcher);

    /// <summary>Something was committed.</summary>
    public void Raise(bool isWork)
    {
        if (isWork)
        {
            Work.Raise();
        }

        All.Raise();
    }
}
