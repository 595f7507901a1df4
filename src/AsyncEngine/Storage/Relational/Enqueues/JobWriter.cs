using AsyncEngine.Storage.Relational.Connections;
using AsyncEngine.Storage.Relational.Lanes;
using AsyncEngine.Storage.Relational.Places;
using AsyncEngine.Storage.Relational.Waits;
using AsyncEngine.Storage.Relational.Writing;

namespace AsyncEngine.Storage.Relational.Enqueues;

/// <summary>Writes new jobs and puts them into their places (T1).</summary>
internal sealed class JobWriter(WriteSession session)
{
    private readonly JobPutter _putter = new(session);
    private readonly JoinFlow _joins = new(session);

    /// <summary>Writes a job with its tags and callbacks, and puts it; a join with its parts.</summary>
    /// <param name="job">The job.</param>
    /// <param name="id">Its id.</param>
    /// <param name="target">Where it goes.</param>
    /// <param name="key">The key of its own that its batch has in line.</param>
    /// <param name="isAwaited">Whether another job waits for its outcome.</param>
    public void Write(NewJob job, long id, JobTarget target, long key, bool isAwaited = false)
    {
        var lane = session.Lanes.For(target.Queue, WithState(target.Quotas, job.State));
        var beginAfter = Moment.Of(job.BeginAfter) ?? (session.Now + Moment.Of(job.Delay));
        Insert(job, id, lane, beginAfter);
        InsertWhatBelongsTo(job, id, target);
        var carried = new Carried(
            id,
            Run: 0,
            Attempt: 0,
            Interruptions: 0,
            JobCares.Of(job, lane),
            HasCallbacks: job.Callbacks.Count > 0,
            ExpiresAt: null,
            isAwaited);
        if (job.Join is null)
        {
            _putter.Put(carried, lane, job.Priority, new StartTimes(beginAfter, Moment.Of(job.BeginBy)), key);
        }
        else
        {
            _joins.Begin(carried, target.Queue);
        }
    }

    /// <summary>Writes a job that is New: it is put when the turn of its join comes to it.</summary>
    /// <param name="job">The job.</param>
    /// <param name="target">Where it goes.</param>
    /// <param name="follows">The join that it follows; null = it is a part.</param>
    /// <returns>Its id.</returns>
    public long WriteFresh(NewJob job, JobTarget target, long? follows = null)
    {
        var id = job.Id == 0 ? session.TakeIds(1) : job.Id;
        var lane = session.Lanes.For(target.Queue, WithState(target.Quotas, job.State));
        Insert(job, id, lane, Moment.Of(job.BeginAfter), follows);
        InsertWhatBelongsTo(job, id, target);
        session.Places.Add(new Fresh
        {
            Id = id,
            Queue = lane.Queue,
            Lane = lane.Id,
            Priority = job.Priority,
            BeginAfter = Moment.Of(job.BeginAfter),
            Delay = Moment.Of(job.Delay),
            BeginBy = Moment.Of(job.BeginBy),
            Care = JobCares.Of(job, lane),
            IsJoin = job.Join is not null,
        });
        return id;
    }

    /// <summary>Writes a callback and those that it has itself.</summary>
    /// <returns>Its id.</returns>
    public long Write(NewCallback callback, CallbackParent parent)
    {
        var id = callback.Id == 0 ? session.TakeIds(1) : callback.Id;
        Insert(callback, id, parent);
        using (var insert = session.Database.Use(Sql.CallbackInsert))
        {
            insert.Bind("parent", parent.Id);
            insert.Bind("job_id", id);
            insert.Run();
        }

        foreach (var child in callback.Callbacks)
        {
            Write(child, new CallbackParent(id, parent.Root ?? id, parent.Queue));
        }

        return id;
    }

    /// <summary>Puts a tag on a job.</summary>
    public static void Insert(Database database, long job, string tag)
    {
        using var insert = database.Use(Sql.TagInsert);
        insert.Bind("job_id", job);
        insert.Bind("tag_key", Name.KeyOf(tag));
        insert.Bind("tag", tag);
        insert.Run();
    }

    /// <summary>A state is one quota more, by which its jobs run one at a time.</summary>
    private long[] WithState(long[] quotas, string? state) =>
        state is null ? quotas : [.. quotas.Append(session.States.Use(state)).Order()];

    private void InsertWhatBelongsTo(NewJob job, long id, JobTarget target)
    {
        foreach (var tag in job.Tags)
        {
            Insert(session.Database, id, tag);
        }

        foreach (var callback in job.Callbacks)
        {
            Write(callback, new CallbackParent(id, id, target.Queue));
        }

        if (job.Join is { } join)
        {
            Insert(join, id, target);
        }
    }

    private void Insert(NewJoin join, long id, JobTarget target)
    {
        var then = join.Then is { } next ? WriteFresh(next, target.Then!, id) : (long?)null; // resolved with it
        session.Joins.Add(id, join.IsSerial, then);
        for (var index = 0; index < join.Parts.Count; index++)
        {
            var part = join.Parts[index];
            var isNew = part.New is not null;
            session.Joins.AddPart(id, isNew ? WriteFresh(part.New!, target.Parts[index]!) : part.Id);
        }
    }

    private void Insert(NewJob job, long id, Lane lane, long? beginAfter, long? follows = null)
    {
        var database = session.Database;
        var call = session.Calls.IdOf(job.Call);
        var arguments = StoredPayload.Write(database, job.Arguments);
        var settings = StoredPayload.Write(database, job.RunnerSettings);
        var source = session.Source.IdAt(session.Now);
        using var insert = database.Use(Sql.JobInsert);
        insert.Bind("id", id);
        insert.Bind("queue", lane.Queue);
        insert.Bind("lane", lane.Id);
        insert.Bind("created_at", session.Now);
        insert.Bind("source_id", source);
        insert.Bind("join_id", follows);
        insert.Bind("name", job.Name);
        insert.Bind("name_key", job.Name is null ? null : Name.KeyOf(job.Name));
        insert.Bind("call_id", call);
        insert.Bind("arguments", arguments.Inline);
        insert.Bind("arguments_id", arguments.Id);
        insert.Bind("settings", settings.Inline);
        insert.Bind("settings_id", settings.Id);
        insert.Bind("priority", job.Priority);
        insert.Bind("begin_after", beginAfter);
        insert.Bind("begin_by", Moment.Of(job.BeginBy));
        insert.Bind("timeout", Moment.Of(job.Timeout));
        insert.Bind("max_attempts", job.MaxAttempts);
        insert.Bind("retry_delay", Moment.Of(job.RetryDelay));
        insert.Bind("policy", (long)job.RetryPolicy);
        insert.Bind("policy_call_id", session.Calls.IdOf(job.RetryCall));
        insert.Bind("state", job.State);
        insert.Bind("restart_of", job.RestartOf);
        insert.Run();
    }

    private void Insert(NewCallback callback, long id, CallbackParent parent)
    {
        var database = session.Database;
        var success = session.Calls.IdOf(callback.OnSuccess);
        var failure = session.Calls.IdOf(callback.OnFailure);
        var arguments = StoredPayload.Write(database, callback.Arguments);
        var settings = StoredPayload.Write(database, callback.RunnerSettings);
        var source = session.Source.IdAt(session.Now);
        using var insert = database.Use(Sql.JobInsert);
        insert.Bind("id", id);
        insert.Bind("queue", parent.Queue);
        insert.Bind("lane", session.Lanes.Free(parent.Queue).Id);
        insert.Bind("created_at", session.Now);
        insert.Bind("source_id", source);
        insert.Bind("parent_id", parent.Id);
        insert.Bind("root_id", parent.Root);
        insert.Bind("name", callback.Name);
        insert.Bind("name_key", callback.Name is null ? null : Name.KeyOf(callback.Name));
        insert.Bind("call_id", success);
        insert.Bind("failure_call_id", failure);
        insert.Bind("arguments", arguments.Inline);
        insert.Bind("arguments_id", arguments.Id);
        insert.Bind("settings", settings.Inline);
        insert.Bind("settings_id", settings.Id);
        insert.Bind("priority", 0L);
        insert.Bind("policy", (long)callback.RetryPolicy);
        insert.Run();
    }
}
