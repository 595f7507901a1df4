using System.Diagnostics;
using AsyncEngine.Storage.Sqlite.Connections;

namespace AsyncEngine.Storage.Sqlite.Signals;

/// <summary>
/// Notices what other processes and other store objects write to a file while somebody waits for it, and lets them notice what
/// is written here. They are heard when they write (<see cref="FileBell"/>); besides, the file's own counter is looked at: often
/// right after a change, else now and then. Touched by the writer's thread alone.
/// </summary>
internal sealed class ForeignWrites : IDisposable
{
    /// <summary>How often to look while others can be heard: for those that cannot.</summary>
    private static readonly TimeSpan HearingPace = TimeSpan.FromMilliseconds(10);

    private static readonly TimeSpan DeafPace = TimeSpan.FromMilliseconds(4);

    // Another process often answers to what was written: for a while after a change it is looked for more often. One that
    // writes twice is heard once, so that this is needed, though not for long, where it is heard.
    private static readonly TimeSpan AlertPace = FileBell.Pause;
    private static readonly TimeSpan HearingAlert = 4 * FileBell.Pause;
    private static readonly TimeSpan DeafAlert = TimeSpan.FromMilliseconds(50);

    private readonly SqliteDatabase _database;
    private readonly FileSignals _signals;
    private readonly Action _wake;
    private readonly FileBell _bell;
    private long _dataVersion;
    private long _lastChange;

    /// <param name="file">The store.</param>
    /// <param name="database">The writer's connection.</param>
    /// <param name="signals">Who waits in this process.</param>
    /// <param name="wake">Wakes the writer, so that it asks anew when to look.</param>
    /// <param name="knock">Wakes the writer, so that it looks.</param>
    public ForeignWrites(StoreFile file, SqliteDatabase database, FileSignals signals, Action wake, Action knock)
    {
        _database = database;
        _signals = signals;
        _wake = wake;
        _bell = new FileBell(file.TurnPath, knock);
        _dataVersion = database.ReadDataVersion();
        signals.Attach(wake);
    }

    /// <summary>How long it is until the next look.</summary>
    public TimeSpan UntilLook()
    {
        if (!_signals.MustWatch(_wake))
        {
            return Timeout.InfiniteTimeSpan;
        }

        _bell.Listen();
        var isAlert = Stopwatch.GetElapsedTime(_lastChange) < (_bell.Hears ? HearingAlert : DeafAlert);
        return isAlert ? AlertPace : _bell.Hears ? HearingPace : DeafPace;
    }

    /// <summary>Looks whether another process, or another store object, has committed.</summary>
    public void Look()
    {
        try
        {
            var version = _database.ReadDataVersion();
            if (version != _dataVersion)
            {
                _dataVersion = version;
                Tell(isWork: true);
            }
        }
        catch (SqliteFailure)
        {
            // Whoever reads or writes next is told; those who wait look again when their time is up.
        }
    }

    /// <summary>Something was committed here.</summary>
    public void Committed(bool isWork)
    {
        _bell.Ring();
        Tell(isWork);
    }

    /// <summary>Somebody else has to look from now on.</summary>
    public void Dispose()
    {
        _bell.Dispose();
        _signals.Detach(_wake);
    }

    /// <summary>Notes a change, by whomever, and tells those who wait for one.</summary>
    private void Tell(bool isWork)
    {
        _lastChange = Stopwatch.GetTimestamp();
        _signals.Raise(isWork);
    }
}
