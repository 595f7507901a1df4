using System.Text;
using Microsoft.Extensions.Logging;

namespace AsyncEngine.Diagnostics.Sinks;

/// <summary>
/// A log file that is put aside when it is full. Thread-safe. Every entry is with the operating system when the call
/// returns.
/// </summary>
/// <remarks>
/// A file that was deleted or moved is made anew within a second. What a full disk does not take is counted, and the
/// number is written when there is room. One process writes a file: two would put it aside under each other's hands. One
/// that cannot be put aside, such as in a folder that only its owner may write, gets longer: rather that than lose entries.
/// </remarks>
internal sealed class LogFile : ILogSink, IDisposable
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TryAgain = TimeSpan.FromMinutes(1);

    private readonly object _gate = new();
    private readonly LogFileOptions _options;
    private readonly TimeProvider _time;

    // Guarded by _gate.
    private FileStream? _file;
    private long _lookedAt;
    private long _triedAt;
    private long _lost;
    private bool _isStuck;
    private bool _isClosed;

    /// <exception cref="IOException">The file cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be opened.</exception>
    public LogFile(LogFileOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
        Open();
    }

    public void Write(LogEntry entry)
    {
        lock (_gate)
        {
            if (_isClosed)
            {
                return;
            }

            try
            {
                Put(entry);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // The next entry tries again, with the file as it is then.
                _lost++;
                Close();
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isClosed = true;
            Close();
        }
    }

    private void Put(LogEntry entry)
    {
        var bytes = Encoding.UTF8.GetBytes(LogLine.ForFile(entry));
        var file = Ready(bytes.Length);
        if (_lost > 0)
        {
            file.Write(Encoding.UTF8.GetBytes(LogLine.ForFile(new LogEntry(
                entry.At, LogLevel.Error, 0, $"{_lost} entries before this one could not be written and are lost."))));
            _lost = 0;
        }

        file.Write(bytes);
        file.Flush();
    }

    private FileStream Ready(int more)
    {
        if (_file is not null && _time.GetElapsedTime(_lookedAt) >= LookAgain)
        {
            _lookedAt = _time.GetTimestamp();
            if (!IsStillThere(_file))
            {
                Close();
            }
        }

        var file = _file ?? Open();
        if (file.Length == 0 || file.Length + more <= _options.MaxSize || IsStillStuck())
        {
            return file;
        }

        Close();
        _isStuck = !TryPutAside();
        _triedAt = _time.GetTimestamp();
        return Open();
    }

    private bool IsStillStuck() => _isStuck && _time.GetElapsedTime(_triedAt) < TryAgain;

    // One that was moved away and replaced is longer or shorter than ours, sooner or later.
    private bool IsStillThere(FileStream file) => new FileInfo(_options.Path) is { Exists: true } now && now.Length == file.Length;

    private FileStream Open()
    {
        if (Path.GetDirectoryName(_options.Path) is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
        }

        // Unbuffered, so that nothing of an entry that did not fit is written later.
        _file = new FileStream(_options.Path, new FileStreamOptions
        {
            Mode = FileMode.Append,
            Access = FileAccess.Write,
            Share = FileShare.ReadWrite | FileShare.Delete,
            BufferSize = 0,
        });
        _lookedAt = _time.GetTimestamp();
        return _file;
    }

    private bool TryPutAside()
    {
        try
        {
            PutAside();
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private void PutAside()
    {
        if (_options.Keep == 0)
        {
            File.Delete(_options.Path);
            return;
        }

        for (var number = _options.Keep; number > 1; number--)
        {
            if (File.Exists(Aside(number - 1)))
            {
                File.Move(Aside(number - 1), Aside(number), overwrite: true);
            }
        }

        File.Move(_options.Path, Aside(1), overwrite: true);
    }

    private string Aside(int number) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture, $"{_options.Path}.{number}");

    private void Close()
    {
        try
        {
            _file?.Dispose();
        }
        catch (IOException)
        {
            // The disk is full or gone; what was lost is counted.
        }

        _file = null;
    }
}
