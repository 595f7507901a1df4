using AsyncEngine.Calls.Values;
using AsyncEngine.Storage.Relational.Connections;
using AsyncEngine.Storage.Relational.Enqueues;
using AsyncEngine.Storage.Relational.History;
using AsyncEngine.Storage.Relational.Lanes;
using AsyncEngine.Storage.Relational.Places;
using AsyncEngine.Storage.Relational.Settles;
using AsyncEngine.Storage.Relational.Writing;

namespace AsyncEngine.Storage.Relational.Waits;

/// <summary>
/// Moves joins (R096, R097): puts their parts, sees when the last has ended, and then puts what follows. Called with what
/// has ended; it never calls itself for joins in joins, those go through the <see cref="Follower"/>.
/// </summary>
internal sealed class JoinFlow(WriteSession session)
{
    private readonly JobPutter _putter = new(session);
    private readonly OutcomeWriter _outcomes = new(session);

    /// <summary>A join is put: it is Active from now on.</summary>
    public void Begin(Carried join, long queue)
    {
        session.Places.Add(new Waiting
        {
            Job = join,
            Queue = queue,
            Kind = WaitKind.Parts,
            StartedAt = session.Now,
        });
        session.Follower.Begun(join.Id);
    }

    /// <summary>Puts what a join begins with. Parts that are there already are noted as awaited.</summary>
    public void Start(long id)
    {
        if (FindOpen(id) is not { } waiting || Joint.Find(session.Database, id) is not { Position: null } joint)
        {
            return;
        }

        session.Joins.Move(id, 0);
        if (joint.IsSerial)
        {
            NoteAwaited(JoinPart.List(session.Database, id));
            Advance(waiting, joint with { Position = 0 });
        }
        else
        {
            Take(waiting, joint with { Position = 0 }, JoinPart.List(session.Database, id));
        }
    }

    /// <summary>Takes in a part that was added to a join which has begun.</summary>
    public void Take(long id, long added)
    {
        if (FindOpen(id) is not { } waiting || Joint.Find(session.Database, id) is not { Position: not null } joint)
        {
            return; // it waits with the join for its beginning
        }

        if (JoinPart.List(session.Database, id).Find(part => part.Id == added) is not { } part)
        {
            return;
        }

        if (joint.IsSerial)
        {
            NoteAwaited([part]);
        }
        else
        {
            Take(waiting, joint, [part]);
        }
    }

    /// <summary>A job is completed: the joins that it is a part of go on.</summary>
    public void PartEnded(long part)
    {
        foreach (var id in session.Joins.Of(part))
        {
            if (FindOpen(id) is not { } waiting || Joint.Find(session.Database, id) is not { Position: { } left } joint)
            {
                continue;
            }

            if (joint.IsSerial)
            {
                Advance(waiting, joint);
            }
            else if (session.Joins.End(id, part))
            {
                session.Joins.Move(id, left - 1);
                if (left == 1)
                {
                    Follow(waiting, joint);
                }
            }
        }
    }

    /// <summary>Parts of a join are gone with their queue: it goes on with the others.</summary>
    public void Recount(long id)
    {
        if (FindOpen(id) is not { } waiting || Joint.Find(session.Database, id) is not { Position: not null } joint)
        {
            return;
        }

        if (joint.IsSerial)
        {
            Advance(waiting, joint);
            return;
        }

        var left = JoinPart.List(session.Database, id).Count(part => !part.IsCompleted);
        session.Joins.Move(id, left);
        if (left == 0)
        {
            Follow(waiting, joint);
        }
    }

    private Waiting? FindOpen(long id) =>
        session.Places.FindWaiting(id) is { Kind: WaitKind.Parts } waiting ? waiting : null;

    private void NoteAwaited(IEnumerable<JoinPart> parts)
    {
        foreach (var part in parts.Where(part => !part.IsCompleted))
        {
            session.Places.Note(part.Id, Carried.Waiters);
        }
    }

    /// <summary>Parallel: puts the new ones, and waits for all that are not completed.</summary>
    private void Take(Waiting join, Joint joint, IReadOnlyList<JoinPart> parts)
    {
        var left = joint.Position ?? 0;
        foreach (var part in parts)
        {
            if (part.IsCompleted)
            {
                session.Joins.End(join.Job.Id, part.Id);
                continue;
            }

            left++;
            PutOrNote(part.Id);
        }

        session.Joins.Move(join.Job.Id, left);
        if (left == 0)
        {
            Follow(join, joint);
        }
    }

    /// <summary>Serial: goes on to the first part that is not completed.</summary>
    private void Advance(Waiting join, Joint joint)
    {
        var position = joint.Position ?? 0;
        while (JoinPart.From(session.Database, join.Job.Id, position) is { } part)
        {
            position = part.Ordinal;
            if (!part.IsCompleted)
            {
                session.Joins.Move(join.Job.Id, position);
                if (session.Places.FindFresh(part.Id) is { } fresh)
                {
                    Put(fresh);
                }

                return;
            }

            position++;
        }

        session.Joins.Move(join.Job.Id, position);
        Follow(join, joint);
    }

    private void PutOrNote(long part)
    {
        if (session.Places.FindFresh(part) is { } fresh)
        {
            Put(fresh);
        }
        else
        {
            session.Places.Note(part, Carried.Waiters);
        }
    }

    /// <summary>Puts a job that was New (T1): its times count from now (R005).</summary>
    private void Put(Fresh fresh)
    {
        session.Places.Remove(fresh);
        var beginAfter = fresh.Delay is { } delay ? session.Now + delay : fresh.BeginAfter ?? session.Now;
        using (var defer = session.Database.Use(Sql.JobDefer))
        {
            defer.Bind("begin_after", beginAfter);
            defer.Bind("id", fresh.Id);
            defer.Run();
        }

        var job = fresh.ToCarried();
        if (fresh.IsJoin)
        {
            Begin(job, fresh.Queue);
        }
        else
        {
            session.History.Note(fresh.Id, 0, JobStatus.New, JobStatus.Pending, MoveTexts.ItsTurn);
            var times = new StartTimes(beginAfter, fresh.BeginBy);
            _putter.Put(job, session.Lanes.Get(fresh.Lane), fresh.Priority, times, session.NextKey());
        }
    }

    /// <summary>All parts are completed.</summary>
    private void Follow(Waiting join, Joint joint)
    {
        session.Places.Remove(join);
        if (joint.Then is { } then)
        {
            session.Places.Add(join with { Kind = WaitKind.Outcome, Inner = then });
            if (session.Places.FindFresh(then) is { } fresh)
            {
                Put(fresh);
            }
            else
            {
                // It was stopped before its turn came.
                session.Follower.HasOutcome(then);
            }

            return;
        }

        var parts = JoinPart.List(session.Database, join.Job.Id);
        _outcomes.Finish(
            new OutcomeRow
            {
                Job = join.Job,
                Outcome = JobOutcome.Succeeded,
                Result = JobReferences.Encode([.. parts.Select(part => part.Id)]),
                HadErrors = parts.Any(part => part.Outcome != JobOutcome.Succeeded),
                StartedAt = join.StartedAt,
                EndedAt = session.Now,
            },
            join.Queue);
    }
}
