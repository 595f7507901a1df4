using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace AsyncEngine.Storage.Sqlite.Signals;

/// <summary>
/// Tells other processes that have the same file open of a write, and hears them: a file beside the store gets a new time,
/// and the system tells of that who watches its folder. Nothing is written into it. Where the system cannot do so, or does not
/// let it, nobody hears anything (docs/adr/0029). One thread rings.
/// </summary>
/// <param name="path">The file whose time changes.</param>
/// <param name="heard">Called in a thread of the system's watcher when another store object has rung.</param>
internal sealed class FileBell(string path, Action heard) : IDisposable
{
    /// <summary>Who rings more often is heard once: whoever hears looks a second time, somewhat later.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);

    private readonly byte[] _path = Encoding.UTF8.GetBytes(path + '\0');
    private FileSystemWatcher? _watcher;
    private bool _hasTried;
    private bool _isMute = !OperatingSystem.IsLinux();
    private volatile bool _hears;
    private long _lastRing;

    /// <summary>Whether it hears of writes, but for those that somebody commits without this library.</summary>
    public bool Hears => _hears;

    /// <summary>Something was committed.</summary>
    public void Ring()
    {
        if (_isMute || HasJustRung())
        {
            return;
        }

        Volatile.Write(ref _lastRing, Stopwatch.GetTimestamp());
        try
        {
            // Not with the class library's call: that one is for the file's owner alone.
            _ = SetTimeToNow(CurrentFolder, _path, IntPtr.Zero, 0);
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            _isMute = true;
        }
    }

    /// <summary>Hears from now on, if the system lets it. Asked again it does nothing.</summary>
    public void Listen()
    {
        if (_hasTried || _isMute)
        {
            return;
        }

        _hasTried = true;
        try
        {
            // Of these changes alone: the system would tell of every page that is written to a file there.
            _watcher = new FileSystemWatcher(Path.GetDirectoryName(path)!, Path.GetFileName(path))
            {
                NotifyFilter = NotifyFilters.Attributes,
            };
            _watcher.Changed += (_, _) => OnChanged();
            _watcher.Error += (_, _) => OnError();
            _hears = true;
            _watcher.EnableRaisingEvents = true;
        }
        catch (Exception exception) when (exception is IOException or ArgumentException or UnauthorizedAccessException)
        {
            // The system gives each account a number of watches, which others may have used up.
            _hears = false;
        }
    }

    public void Dispose() => _watcher?.Dispose();

    // Which is what the system calls the folder that a path without one is in.
    private const int CurrentFolder = -100;

    [DllImport("libc", EntryPoint = "utimensat")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int SetTimeToNow(int folder, byte[] path, IntPtr times, int flags);

    private bool HasJustRung() =>
        Volatile.Read(ref _lastRing) is not 0 and var last && Stopwatch.GetElapsedTime(last) < Pause;

    // It may have been this one's own ring, and if it was not: whoever has just written looks soon in any case.
    private void OnChanged()
    {
        if (!HasJustRung())
        {
            heard();
        }
    }

    private void OnError()
    {
        _hears = false;
        heard();
    }
}
