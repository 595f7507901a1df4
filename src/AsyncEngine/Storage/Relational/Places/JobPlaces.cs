using AsyncEngine.Storage.Relational.Connections;
using AsyncEngine.Storage.Relational.Lanes;
using AsyncEngine.Storage.Relational.Writing;

namespace AsyncEngine.Storage.Relational.Places;

/// <summary>
/// Puts jobs into their places and takes them out; the place is the status (docs/adr/0002). Lanes and counts follow
/// every move by themselves. Which move is right is decided by the verbs.
/// </summary>
internal sealed class JobPlaces(Database database, LaneBook lanes, TallyBook tally)
{
    public void Add(Offered offered)
    {
        var lane = lanes.Get(offered.Lane);
        using (var insert = database.Use(Sql.OfferInsert))
        {
            insert.Bind("lane", offered.Lane);
            insert.Bind("band", offered.Place.Band);
            insert.Bind("key", offered.Place.Key);
            insert.Bind("seq", offered.Place.Seq);
            insert.Bind("id", offered.Job.Id);
            insert.Bind("run", offered.Job.Run);
            insert.Bind("attempt", offered.Job.Attempt);
            insert.Bind("interruptions", offered.Job.Interruptions);
            insert.Bind("phase", (long)offered.Phase);
            insert.Bind("holds", offered.Holds);
            insert.Bind("careful", (long)offered.Job.Care);
            insert.Bind("follows", offered.Job.Follows);
            insert.Bind("expires_at", offered.Job.ExpiresAt);
            insert.Run();
        }

        lanes.Added(lane, offered.Place);
        Count(lane, offered.Phase, 1);
    }

    /// <summary>Takes an offer away.</summary>
    /// <param name="offered">The offer.</param>
    /// <param name="tookSlots">Whether the job is claimed and takes the slots of its lane.</param>
    public void Remove(Offered offered, bool tookSlots = false)
    {
        var lane = lanes.Get(offered.Lane);
        using (var delete = database.Use(Sql.OfferDelete))
        {
            delete.Bind("lane", offered.Lane);
            delete.Bind("band", offered.Place.Band);
            delete.Bind("key", offered.Place.Key);
            delete.Bind("seq", offered.Place.Seq);
            delete.Run();
        }

        lanes.Removed(lane, offered.Place, tookSlots);
        Count(lane, offered.Phase, -1);
    }

    public void Add(Held held)
    {
        using (var insert = database.Use(Sql.HeldInsert))
        {
            insert.Bind("queue", held.Queue);
            insert.Bind("begin_after", held.BeginAfter);
            insert.Bind("id", held.Job.Id);
            insert.Bind("lane", held.Lane);
            insert.Bind("band", held.Band);
            insert.Bind("run", held.Job.Run);
            insert.Bind("attempt", held.Job.Attempt);
            insert.Bind("interruptions", held.Job.Interruptions);
            insert.Bind("retry", held.IsRetry);
            insert.Bind("careful", (long)held.Job.Care);
            insert.Bind("follows", held.Job.Follows);
            insert.Bind("expires_at", held.Job.ExpiresAt);
            insert.Run();
        }

        tally.Held(held.Queue, 1);
    }

    public void Remove(Held held)
    {
        using (var delete = database.Use(Sql.HeldDelete))
        {
            delete.Bind("queue", held.Queue);
            delete.Bind("begin_after", held.BeginAfter);
            delete.Bind("id", held.Job.Id);
            delete.Run();
        }

        tally.Held(held.Queue, -1);
    }

    public void Add(Running running)
    {
        using var insert = database.Use(Sql.RunningInsert);
        insert.Bind("id", running.Job.Id);
        insert.Bind("run", running.Job.Run);
        insert.Bind("dispatcher", running.Dispatcher);
        insert.Bind("agent", running.Agent);
        insert.Bind("phase", (long)running.Phase);
        insert.Bind("lane", running.Lane);
        insert.Bind("band", running.Place.Band);
        insert.Bind("key", running.Place.Key);
        insert.Bind("seq", running.Place.Seq);
        insert.Bind("holds", running.Holds);
        insert.Bind("attempt", running.Job.Attempt);
        insert.Bind("interruptions", running.Job.Interruptions);
        insert.Bind("careful", (long)running.Job.Care);
        insert.Bind("follows", running.Job.Follows);
        insert.Bind("expires_at", running.Job.ExpiresAt);
        insert.Bind("started_at", running.StartedAt);
        insert.Run();
    }

    public void Remove(Running running)
    {
        using var delete = database.Use(Sql.RunningDelete);
        delete.Bind("id", running.Job.Id);
        delete.Run();
    }

    public void Add(Waiting waiting)
    {
        using (var insert = database.Use(Sql.WaitingInsert))
        {
            insert.Bind("id", waiting.Job.Id);
            insert.Bind("queue", waiting.Queue);
            insert.Bind("kind", (long)waiting.Kind);
            insert.Bind("inner", waiting.Inner);
            insert.Bind("run", waiting.Job.Run);
            insert.Bind("attempt", waiting.Job.Attempt);
            insert.Bind("interruptions", waiting.Job.Interruptions);
            insert.Bind("follows", waiting.Job.Follows);
            insert.Bind("started_at", waiting.StartedAt);
            insert.Bind("had_errors", waiting.HadErrors);
            insert.Bind("exit_code", waiting.ExitCode);
            insert.Bind("dispatcher", waiting.Dispatcher);
            insert.Bind("agent", waiting.Agent);
            insert.Run();
        }

        Count(waiting, 1);
    }

    public void Remove(Waiting waiting)
    {
        using (var delete = database.Use(Sql.WaitingDelete))
        {
            delete.Bind("id", waiting.Job.Id);
            delete.Run();
        }

        Count(waiting, -1);
    }

    public void Add(Fresh fresh)
    {
        using var insert = database.Use(Sql.FreshInsert);
        insert.Bind("id", fresh.Id);
        insert.Bind("queue", fresh.Queue);
        insert.Bind("lane", fresh.Lane);
        insert.Bind("priority", fresh.Priority);
        insert.Bind("begin_after", fresh.BeginAfter);
        insert.Bind("delay", fresh.Delay);
        insert.Bind("begin_by", fresh.BeginBy);
        insert.Bind("careful", (long)fresh.Care);
        insert.Bind("is_join", fresh.IsJoin);
        insert.Run();
    }

    public void Remove(Fresh fresh)
    {
        using var delete = database.Use(Sql.FreshDelete);
        delete.Bind("id", fresh.Id);
        delete.Run();
    }

    /// <summary>
    /// Tells the place where a job stands what follows its outcome, so that its settle need not look for it. A callback
    /// has no place; it is asked when it ends.
    /// </summary>
    /// <param name="id">The job.</param>
    /// <param name="what"><see cref="Carried.Callbacks"/> or <see cref="Carried.Waiters"/>.</param>
    public void Note(long id, long what)
    {
        foreach (var text in (SqlText[])[Sql.OfferFollow, Sql.HeldFollow, Sql.RunningFollow, Sql.WaitingFollow])
        {
            using var note = database.Use(text);
            note.Bind("id", id);
            note.Bind("follows", what);
            note.Run();
        }
    }

    public Waiting? FindWaiting(long id) => PlaceRows.FindWaiting(database, id);

    public Fresh? FindFresh(long id) => PlaceRows.FindFresh(database, id);

    public Offered? FindOffer(long id) => PlaceRows.FindOffer(database, id);

    public Held? FindHeld(long id) => PlaceRows.FindHeld(database, id);

    public Running? FindRunning(long id) => PlaceRows.FindRunning(database, id);

    private void Count(Waiting waiting, int change)
    {
        switch (waiting.Kind)
        {
            case WaitKind.Outcome or WaitKind.Parts:
                tally.Waiting(waiting.Queue, change);
                break;
            case WaitKind.Callbacks:
                tally.Resuming(waiting.Queue, change);
                break;
        }
    }

    private void Count(Lane lane, OfferPhase phase, int change)
    {
        if (phase == OfferPhase.Run)
        {
            tally.Ready(lane.Queue, change);
        }
        else
        {
            tally.Resuming(lane.Queue, change);
        }
    }
}
