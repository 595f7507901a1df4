using AsyncEngine.Storage.Sqlite.Connections;
using AsyncEngine.Storage.Sqlite.Lanes;
using AsyncEngine.Storage.Sqlite.Writing;

namespace AsyncEngine.Storage.Sqlite.Places;

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
            insert.Bind("careful", offered.Job.IsCareful);
            insert.Bind("callbacks", offered.Job.HasCallbacks);
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
            insert.Bind("careful", held.Job.IsCareful);
            insert.Bind("callbacks", held.Job.HasCallbacks);
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
        insert.Bind("careful", running.Job.IsCareful);
        insert.Bind("callbacks", running.Job.HasCallbacks);
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

    public Offered? FindOffer(long id) => PlaceRows.FindOffer(database, id);

    public Held? FindHeld(long id) => PlaceRows.FindHeld(database, id);

    public Running? FindRunning(long id) => PlaceRows.FindRunning(database, id);

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
