using AsyncEngine.Storage.Relational.Connections;
using AsyncEngine.Storage.Relational.Enqueues;
using AsyncEngine.Storage.Relational.History;
using AsyncEngine.Storage.Relational.Lanes;
using AsyncEngine.Storage.Relational.Places;
using AsyncEngine.Storage.Relational.Reads;
using AsyncEngine.Storage.Relational.States;
using AsyncEngine.Storage.Relational.Waits;

namespace AsyncEngine.Storage.Relational.Writing;

/// <summary>
/// One write transaction: its clock, its ids, and what it has read of lanes and counts. Touched by one thread at a
/// time.
/// </summary>
internal abstract class WriteSession
{
    protected WriteSession(Database database, CallTexts texts, SourceBook source)
    {
        Database = database;
        Texts = texts;
        Source = source;
        Lanes = new LaneBook(database);
        Tally = new TallyBook(database);
        Calls = new CallBook(database);
        Places = new JobPlaces(database, Lanes, Tally);
        States = new StateBook(this);
        Joins = new JoinBook(database);
        Follower = new Follower(this);
        History = new HistoryBook(this);
    }

    public Database Database { get; }

    public LaneBook Lanes { get; }

    public TallyBook Tally { get; }

    public CallBook Calls { get; }

    /// <summary>Who adds jobs here.</summary>
    public SourceBook Source { get; }

    public JobPlaces Places { get; }

    public StateBook States { get; }

    /// <summary>The rows of joins.</summary>
    public JoinBook Joins { get; }

    /// <summary>What follows from the outcomes that were written.</summary>
    public Follower Follower { get; }

    /// <summary>What happened to jobs out of turn.</summary>
    public HistoryBook History { get; }

    /// <summary>Shared with readers.</summary>
    public CallTexts Texts { get; }

    /// <summary>The store's now.</summary>
    public long Now { get; protected set; }

    /// <summary>
    /// A key of its own for jobs that are put in line now: the moment, or just after the last key. So what is put first
    /// is offered first, even if the clock stands still or is set back.
    /// </summary>
    public abstract long NextKey();

    /// <summary>Gives ids that follow one another.</summary>
    public abstract long TakeIds(int count);

    /// <summary>Gives nothing from now on that another store has given.</summary>
    public abstract void Continue(StoreMarks marks);
}
