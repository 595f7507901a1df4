using AsyncEngine.Storage.Relational.Connections;
using AsyncEngine.Storage.Relational.Enqueues;
using AsyncEngine.Storage.Relational.Places;
using AsyncEngine.Storage.Relational.Settles;
using AsyncEngine.Storage.Relational.Writing;

namespace AsyncEngine.Storage.Relational.Waits;

/// <summary>
/// Does in the same transaction what follows from an outcome: jobs that waited for it have theirs, joins go on. A list,
/// not recursion: ten thousand jobs that wait for one another are done one by one.
/// </summary>
internal sealed class Follower(WriteSession session)
{
    private readonly Queue<(Event What, long Id)> _events = new();
    private readonly OutcomeWriter _outcomes = new(session);
    private readonly JoinFlow _joins = new(session);

    private enum Event
    {
        Begun,
        HasOutcome,
        IsCompleted,
    }

    /// <summary>A join was put.</summary>
    public void Begun(long join) => _events.Enqueue((Event.Begun, join));

    /// <summary>A job has its outcome, and somebody may wait for it.</summary>
    public void HasOutcome(long job) => _events.Enqueue((Event.HasOutcome, job));

    /// <summary>A job is completed, and may be a part of a join.</summary>
    public void IsCompleted(long job) => _events.Enqueue((Event.IsCompleted, job));

    /// <summary>Does all that follows. Called before anything else looks at the tables.</summary>
    public void Run()
    {
        while (_events.TryDequeue(out var next))
        {
            switch (next.What)
            {
                case Event.Begun:
                    _joins.Start(next.Id);
                    break;
                case Event.HasOutcome:
                    PassOn(next.Id);
                    break;
                default:
                    _joins.PartEnded(next.Id);
                    break;
            }
        }
    }

    /// <summary>After a rollback.</summary>
    public void Forget() => _events.Clear();

    /// <summary>A job has its outcome and callbacks that wait, and none that its worker could run: it waits, too.</summary>
    public void Park(Running running)
    {
        session.Places.Remove(running);
        session.Places.Add(new Waiting
        {
            Job = running.Job,
            Queue = session.Lanes.Get(running.Lane).Queue,
            Kind = WaitKind.Callbacks,
            StartedAt = running.StartedAt,
            Dispatcher = running.Dispatcher,
            Agent = running.Agent,
        });
    }

    /// <summary>Goes on with a job whose callbacks wait, when one of them has ended.</summary>
    public void GoOn(long root)
    {
        if (session.Places.FindWaiting(root) is { Kind: WaitKind.Callbacks } waiting)
        {
            session.Places.Remove(waiting);
            _outcomes.OfferCallbacks(waiting.Job, waiting.Queue);
        }
    }

    /// <summary>Ends a job that waited, with an outcome that is no other job's.</summary>
    public void End(Waiting waiting, OutcomeRow row)
    {
        session.Places.Remove(waiting);
        if (waiting.Kind != WaitKind.CallbackOutcome)
        {
            _outcomes.Finish(row, waiting.Queue);
            return;
        }

        _outcomes.Write(row, isCompleted: false);
        if (JobPlan.Read(session.Database, waiting.Job.Id)?.Root is { } root)
        {
            GoOn(root);
        }
    }

    /// <summary>The outcome of a job that another one returned, as that one's own (R090).</summary>
    public OutcomeRow? Inherited(long inner)
    {
        var database = session.Database;
        using var read = database.Use(Sql.OutcomeRead);
        read.Bind("id", inner);
        return !read.Step() ? null : new OutcomeRow
        {
            Job = default,
            Outcome = (JobOutcome)read.GetInt(0),
            Result = StoredPayload.Read(database, read, 1),
            Error = JobErrorText.Read(read.GetTextOrNull(3)),
            EndedAt = session.Now,
        };
    }

    private void PassOn(long inner)
    {
        var waiting = WaitingFor(inner);
        if (waiting.Count == 0 || Inherited(inner) is not { } outcome)
        {
            return;
        }

        foreach (var outer in waiting)
        {
            End(outer, outcome with
            {
                Job = outer.Job,
                HadErrors = outer.HadErrors,
                ExitCode = outer.ExitCode,
                StartedAt = outer.StartedAt,
                Dispatcher = outer.Dispatcher,
                Agent = outer.Agent,
            });
        }
    }

    private List<Waiting> WaitingFor(long inner)
    {
        var found = new List<Waiting>();
        using var read = session.Database.Use(Sql.WaitingFor);
        read.Bind("inner", inner);
        while (read.Step())
        {
            found.Add(PlaceRows.ReadWaiting(read));
        }

        return found;
    }
}
