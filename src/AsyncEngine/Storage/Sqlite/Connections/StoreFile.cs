namespace AsyncEngine.Storage.Sqlite.Connections;

/// <summary>The file of a store: where it is, who may read it, whether it may be there at all.</summary>
internal sealed class StoreFile
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerFolder = OwnerFile | UnixFileMode.UserExecute;

    private bool _hasMadeTurn;

    private StoreFile(string path) => Path = path;

    /// <summary>The full path.</summary>
    public string Path { get; }

    /// <summary>The file whose lock gives processes their turn to write.</summary>
    public string TurnPath => Path + "-turn";

    /// <summary>
    /// Finds or creates the file, readable for its owner alone: a job is code, and its arguments may be secrets. The
    /// library gives its -wal and -shm files the same rights.
    /// </summary>
    public static StoreFile Prepare(string path, bool create)
    {
        var file = new StoreFile(System.IO.Path.GetFullPath(path));
        try
        {
            file.Prepare(create);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw file.ReadOnly(exception);
        }
        catch (IOException exception)
        {
            throw file.Unavailable(exception.Message, exception);
        }

        return file;
    }

    /// <summary>The file is no store of ours: what was put beside it goes away again.</summary>
    public void Leave()
    {
        if (_hasMadeTurn)
        {
            File.Delete(TurnPath);
        }
    }

    /// <summary>Size in bytes, write-ahead log included.</summary>
    public long Size() => Length(Path) + LogSize();

    /// <summary>Bytes in its write-ahead log.</summary>
    public long LogSize() => Length(Path + "-wal");

    public AsyncEngineException ReadOnly(Exception? inner) => new(
        ErrorIds.StoreReadOnly,
        $"The store '{Path}' cannot be written: its file or its folder is read-only for this account. "
            + "Give the account write access to both, or use another store.",
        inner)
    {
        Target = Path,
    };

    public AsyncEngineException Unavailable(string why, Exception? inner = null) => new(
        ErrorIds.StoreUnavailable, $"The store '{Path}' cannot be opened: {why}", inner)
    {
        Target = Path,
    };

    public AsyncEngineException Gone() => new(
        ErrorIds.StoreUnavailable,
        $"The store '{Path}' was deleted, moved or replaced while it was open: nothing is read or written. "
            + "Put the file back, or open the store anew.")
    {
        Target = Path,
    };

    private static long Length(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? file.Length : 0;
    }

    private static void CreateFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnerFolder);
        }
    }

    private void Prepare(bool create)
    {
        if (Directory.Exists(Path))
        {
            throw Unavailable("it is a folder. Name a file in it.");
        }

        if (!File.Exists(Path) && !create)
        {
            throw Unavailable("there is no such file, and it was not to be created.");
        }

        var folder = System.IO.Path.GetDirectoryName(Path)!;
        CreateFolder(folder);
        RefuseNetwork(folder);

        // Never opened here once it is there: closing a handle that is not the library's own would drop the locks that
        // this process has on the file, and the next process to leave might then delete a log that is in use.
        if (!File.Exists(Path))
        {
            Create();
        }

        ProveWritable();
    }

    private void Create()
    {
        try
        {
            Touch(Path, FileMode.CreateNew);
        }
        catch (IOException) when (File.Exists(Path))
        {
            // Somebody else was faster.
        }
    }

    // The library needs to write to the folder for its log.
    private void ProveWritable()
    {
        try
        {
            _hasMadeTurn = !File.Exists(TurnPath);
            Touch(TurnPath, FileMode.OpenOrCreate);
        }
        catch (IOException exception) when (TurnLock.IsTaken(exception))
        {
            // Somebody writes at this moment: it can be written.
        }
    }

    private void RefuseNetwork(string folder)
    {
        if (NetworkPath.Is(folder))
        {
            throw Unavailable(
                "it is on a network file system, where locks and the write-ahead log cannot be trusted. "
                    + "Use a local disk, or a PostgreSQL store for several machines.");
        }
    }

    private static void Touch(string path, FileMode mode)
    {
        var options = new FileStreamOptions
        {
            Mode = mode,
            Access = FileAccess.ReadWrite,
            Share = FileShare.ReadWrite | FileShare.Delete,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerFile;
        }

        new FileStream(path, options).Dispose();
    }
}
