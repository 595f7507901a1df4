using AsyncEngine.Storage.Relational;
using AsyncEngine.Storage.Relational.Connections;
using AsyncEngine.Storage.Relational.Enqueues;
using AsyncEngine.Storage.Relational.Migrations;
using AsyncEngine.Storage.Relational.Reads;
using AsyncEngine.Storage.Relational.Writing;
using AsyncEngine.Storage.Sqlite.Migrations;

namespace AsyncEngine.Storage.Sqlite.Writing;

/// <summary>
/// One write transaction in a file, used again for the next one. Its now is no earlier than any that was used before, unless
/// that came from a wrong clock. Touched by the writer's thread alone.
/// </summary>
internal sealed class SqliteSession : WriteSession
{
    private readonly TimeProvider _clock;
    private readonly string _path;
    private long _nextId;
    private long _lastKey;
    private bool _changed;
    private long _changesBefore;

    public SqliteSession(Database database, StoreOptions options, string path)
        : base(database, new CallTexts(), new SourceBook(database, options.Source))
    {
        _clock = options.TimeProvider;
        _path = path;
    }

    /// <summary>After <see cref="Finish"/>: whether jobs were put where agents find them, or slots were freed.</summary>
    public bool GaveWork { get; private set; }

    public void Begin()
    {
        _changesBefore = Database.TotalChanges;
        _changed = false;
        using var read = Database.Use(Sql.MetaRead);
        if (!read.Step())
        {
            throw new InvalidOperationException("The store has lost its own row.");
        }

        // Read every time: another process may have brought the tables to a newer version meanwhile.
        SchemaVersion.Require(_path, read.GetLong(0), SqliteMigration.Latest);

        _nextId = read.GetLong(1);
        Now = read.GetLong(2);
        _lastKey = read.GetLong(3);
        ReadClock();
    }

    public override long NextKey()
    {
        _lastKey = Math.Max(Now, _lastKey + 1);
        _changed = true;
        return _lastKey;
    }

    public override long TakeIds(int count)
    {
        var first = _nextId;
        _nextId += count;
        _changed = true;
        return first;
    }

    public override void Continue(StoreMarks marks)
    {
        _nextId = Math.Max(_nextId, marks.NextId);
        _lastKey = Math.Max(_lastKey, marks.LastKey);
        Now = StoreClock.Now(marks.LastNow, Now);
        _changed = true;
    }

    /// <summary>A verb is done: lanes and counts are written, and the next one sees the clock anew.</summary>
    public void EndOperation()
    {
        Follower.Run();
        Lanes.Flush();
        ReadClock();
    }

    /// <summary>Writes what is written last. False when nothing was changed at all.</summary>
    public bool Finish()
    {
        GaveWork = Tally.HasPut || Tally.HasPutLater || Lanes.HasFreed;
        Tally.Flush();
        if (!_changed && Database.TotalChanges == _changesBefore)
        {
            Lanes.Forget();
            States.Forget();
            return false;
        }

        using (var write = Database.Use(Sql.MetaWrite))
        {
            write.Bind("next_id", _nextId);
            write.Bind("last_now", Now);
            write.Bind("last_key", _lastKey);
            write.Run();
        }

        Lanes.Forget();
        States.Forget();
        return true;
    }

    /// <summary>After a rollback: nothing that was read or noted holds any more.</summary>
    public void Forget()
    {
        Follower.Forget();
        Lanes.Forget();
        Tally.Forget();
        Calls.Forget();
        Source.Forget();
        States.Forget();
        Texts.Forget();
    }

    private void ReadClock() => Now = StoreClock.Now(Now, Moment.Of(_clock.GetUtcNow()));
}
