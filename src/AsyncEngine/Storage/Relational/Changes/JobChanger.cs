using AsyncEngine.Storage.Relational.Connections;
using AsyncEngine.Storage.Relational.Enqueues;
using AsyncEngine.Storage.Relational.History;
using AsyncEngine.Storage.Relational.Lanes;
using AsyncEngine.Storage.Relational.Writing;

namespace AsyncEngine.Storage.Relational.Changes;

/// <summary>Changes the plans of pending jobs. Each job is looked at first, then written, or left as it was.</summary>
internal sealed class JobChanger(WriteSession session)
{
    private readonly JobMover _mover = new(session);

    /// <summary>Why the job was left as it was; null when it was changed.</summary>
    public AsyncEngineException? Change(JobChange change)
    {
        try
        {
            ChangeOrRefuse(change);
            return null;
        }
        catch (AsyncEngineException refusal)
        {
            return refusal;
        }
    }

    private void ChangeOrRefuse(JobChange change)
    {
        JobChangeRules.Check(change);
        var pending = PendingJob.Find(session, change.Id);
        var target = Target(change, pending);

        // From here on nothing is refused.
        var lane = target is null ? session.Lanes.Get(pending.Plan.Lane) : LaneOf(target, pending.State);
        var plan = NewPlan(change, pending, lane);
        _mover.Move(pending, plan);
        Write(change, plan);
        session.History.Note(
            change.Id, pending.Job.Run, JobStatus.Pending, JobStatus.Pending, MoveTexts.Changed(change));
        if (plan.Lane.Queue != pending.Plan.Queue)
        {
            MoveCallbacks(change.Id, plan.Lane.Queue);
        }

        if (change.Tags is { } tags)
        {
            Write(change.Id, tags);
        }
    }

    /// <summary>Where the job belongs from now on; null when queue and quotas stay.</summary>
    private JobTarget? Target(JobChange change, PendingJob pending)
    {
        if (change.Queue is null && change.Quotas is null)
        {
            return null;
        }

        var wanted = new NewJob
        {
            Call = new CallText(CallKind.Script, string.Empty),
            Queue = change.Queue ?? pending.QueueName,
            Quotas = change.Quotas ?? ReadQuotas(pending.Plan.Lane),
        };
        return new TargetBook(session.Database).Resolve(wanted, index: null);
    }

    private List<string> ReadQuotas(long lane)
    {
        var names = new List<string>();
        using var read = session.Database.Use(Sql.LaneQuotaNames);
        read.Bind("lane", lane);
        while (read.Step())
        {
            names.Add(read.GetText(0));
        }

        return names;
    }

    private Lane LaneOf(JobTarget target, string? state) => session.Lanes.For(
        target.Queue, state is null ? target.Quotas : [.. target.Quotas.Append(session.States.SlotOf(state)).Order()]);

    private ChangedPlan NewPlan(JobChange change, PendingJob pending, Lane lane)
    {
        var beginAfter = Moment.Of(change.BeginAfter) ?? (session.Now + Moment.Of(change.Delay));
        var beginBy = change.RemovesBeginBy ? null : Moment.Of(change.BeginBy) ?? pending.Plan.BeginBy;
        var start = beginAfter ?? pending.BeginAfter;
        var isTimed = beginAfter is not null || change.BeginBy is not null || change.RemovesBeginBy;
        return new ChangedPlan
        {
            Lane = lane,
            Priority = change.Priority ?? pending.Plan.Priority,
            BeginAfter = start,
            BeginBy = beginBy,
            ExpiresAt = isTimed ? (start ?? pending.CreatedAt) + beginBy : pending.Job.ExpiresAt,
            IsPutAnew = beginAfter is not null || lane.Queue != pending.Plan.Queue,
        };
    }

    private void Write(JobChange change, ChangedPlan plan)
    {
        using var write = session.Database.Use(Sql.JobChange);
        var name = string.IsNullOrEmpty(change.Name) ? null : change.Name;
        write.Bind("queue", plan.Lane.Queue);
        write.Bind("lane", plan.Lane.Id);
        write.Bind("renames", change.Name is not null);
        write.Bind("name", name);
        write.Bind("name_key", name is null ? null : Name.KeyOf(name));
        write.Bind("priority", plan.Priority);
        write.Bind("begin_after", plan.BeginAfter);
        write.Bind("begin_by", plan.BeginBy);
        write.Bind("id", change.Id);
        write.Run();
    }

    private void Write(long id, IReadOnlyList<string> tags)
    {
        session.Database.Run(Sql.TagDelete, "job_id", id);
        foreach (var tag in tags)
        {
            JobWriter.Insert(session.Database, id, tag);
        }
    }

    private void MoveCallbacks(long id, long queue)
    {
        using var move = session.Database.Use(Sql.JobMoveCallbacks);
        move.Bind("queue", queue);
        move.Bind("lane", session.Lanes.Free(queue).Id);
        move.Bind("id", id);
        move.Run();
    }
}
