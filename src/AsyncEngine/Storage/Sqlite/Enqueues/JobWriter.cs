using AsyncEngine.Storage.Sqlite.Connections;
using AsyncEngine.Storage.Sqlite.Lanes;
using AsyncEngine.Storage.Sqlite.Places;
using AsyncEngine.Storage.Sqlite.Writing;

namespace AsyncEngine.Storage.Sqlite.Enqueues;

/// <summary>Writes new jobs and puts them into their places (T1).</summary>
internal sealed class JobWriter(WriteSession session)
{
    /// <summary>Writes a job with its tags and callbacks.</summary>
    /// <param name="job">The job.</param>
    /// <param name="id">Its id.</param>
    /// <param name="target">Where it goes.</param>
    /// <param name="key">The key of its own that its batch has in line.</param>
    public void Write(NewJob job, long id, JobTarget target, long key)
    {
        var lane = session.Lanes.For(target.Queue, WithState(target.Quotas, job.State));
        var beginAfter = Moment.Of(job.BeginAfter) ?? (session.Now + Moment.Of(job.Delay));
        Insert(job, id, lane, beginAfter);
        foreach (var tag in job.Tags)
        {
            Insert(session.Database, id, tag);
        }

        Put(job, id, lane, key, beginAfter);
        foreach (var callback in job.Callbacks)
        {
            Write(callback, new CallbackParent(id, id, target.Queue));
        }
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

    /// <summary>
    /// A job with a past start goes to the tail of the line (R011); only if nobody is in line its old date counts,
    /// against held jobs that become due.
    /// </summary>
    public static long KeyOf(WriteSession session, long queue, long key, long? beginAfter) =>
        beginAfter is { } past && past < session.Now && session.Tally.ReadReady(queue) == 0 ? past : key;

    /// <summary>Puts a tag on a job.</summary>
    public static void Insert(Database database, long job, string tag)
    {
        using var insert = database.Use(Sql.TagInsert);
        insert.Bind("job_id", job);
        insert.Bind("tag_key", Name.KeyOf(tag));
        insert.Bind("tag", tag);
        insert.Run();
    }

    /// <summary>
    /// Whether a job has to be Active in the store before its call begins, because a second run of it, or a run that
    /// nobody knows of, would do harm (docs/adr/0005).
    /// </summary>
    private static bool IsCareful(NewJob job, Lane lane) =>
        lane.Quotas.Length > 0 || job.State is not null || job.Timeout is not null
        || job.RetryPolicy is RetryPolicyKind.Never or RetryPolicyKind.Own;

    /// <summary>A state is one quota more, by which its jobs run one at a time.</summary>
    private long[] WithState(long[] quotas, string? state) =>
        state is null ? quotas : [.. quotas.Append(session.States.Use(state)).Order()];

    private void Put(NewJob job, long id, Lane lane, long key, long? beginAfter)
    {
        var carried = new Carried(
            id,
            Run: 0,
            Attempt: 0,
            Interruptions: 0,
            IsCareful(job, lane),
            HasCallbacks: job.Callbacks.Count > 0,
            ExpiresAt: (beginAfter ?? session.Now) + Moment.Of(job.BeginBy));
        if (beginAfter is { } later && later > session.Now)
        {
            session.Places.Add(new Held
            {
                Job = carried,
                Queue = lane.Queue,
                BeginAfter = later,
                Lane = lane.Id,
                Band = OfferPlace.BandOf(job.Priority),
            });
            return;
        }

        session.Places.Add(new Offered
        {
            Job = carried,
            Lane = lane.Id,
            Place = OfferPlace.Ready(job.Priority, KeyOf(session, lane.Queue, key, beginAfter), id),
        });
    }

    private void Insert(NewJob job, long id, Lane lane, long? beginAfter)
    {
        var database = session.Database;
        var call = session.Calls.IdOf(job.Call);
        var arguments = StoredPayload.Write(database, job.Arguments);
        var settings = StoredPayload.Write(database, job.RunnerSettings);
        using var insert = database.Use(Sql.JobInsert);
        insert.Bind("id", id);
        insert.Bind("queue", lane.Queue);
        insert.Bind("lane", lane.Id);
        insert.Bind("created_at", session.Now);
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
        using var insert = database.Use(Sql.JobInsert);
        insert.Bind("id", id);
        insert.Bind("queue", parent.Queue);
        insert.Bind("lane", session.Lanes.Free(parent.Queue).Id);
        insert.Bind("created_at", session.Now);
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
