using AsyncEngine.Storage.Relational.Connections;
using AsyncEngine.Storage.Relational.Lanes;
using AsyncEngine.Storage.Relational.Places;
using AsyncEngine.Storage.Relational.Queues;
using AsyncEngine.Storage.Relational.Waits;

namespace AsyncEngine.Storage.Relational.Reads;

/// <summary>Finds out why a job does not run.</summary>
internal static class JobExplainer
{
    /// <summary>One sentence; null for a job that runs, is finished or unknown.</summary>
    public static JobReason? Explain(Database database, long id, long now)
    {
        if (Find(database, id) is not { } job)
        {
            return null;
        }

        return job switch
        {
            { Wait: { } wait } => Explain(database, id, wait, job.Inner, now),
            { Status: JobStatus.New, Join: { } join } => new JobReason(Reasons.NotItsTurn(join)),
            { Status: JobStatus.Assigned, Root: null } => new JobReason(Reasons.Claimed),
            { Status: JobStatus.Pending or JobStatus.Assigned, Root: { } root } =>
                new JobReason(Reasons.Callback(root)),
            { Status: JobStatus.Pending or JobStatus.Callbacks } => Explain(database, id, job, now),
            _ => null,
        };
    }

    /// <summary>What a job waits for that no worker has.</summary>
    private static JobReason Explain(Database database, long id, WaitKind wait, long? inner, long now)
    {
        if (wait == WaitKind.Parts)
        {
            var parts = JoinPart.List(database, id);
            return new JobReason(
                Reasons.Parts([.. parts.Where(part => !part.IsCompleted).Select(part => part.Id)], parts.Count));
        }

        if (inner is not { } awaited)
        {
            return new JobReason(Reasons.WaitingCallbacks);
        }

        // Of a chain of jobs only the next: the others tell of themselves.
        var because = Find(database, awaited) is { Wait: null } ? Explain(database, awaited, now) : null;
        return new JobReason(Reasons.Waits(awaited, because?.Text));
    }

    private static JobReason? Explain(Database database, long id, Standing job, long now)
    {
        if (PlaceRows.FindHeld(database, id) is { } held)
        {
            return held.BeginAfter > now
                ? new JobReason(Reasons.Begins(Moment.ToMoment(held.BeginAfter), held.IsRetry))
                : FindObstacle(database, job, job.Lane, now) ?? InLine(database, job, Reasons.Due, now);
        }

        // A job whose callbacks run has no offer, and nothing to wait for.
        return PlaceRows.FindOffer(database, id) is not { } offer
            ? null
            : FindObstacle(database, job, offer.Lane, now)
                ?? InLine(database, job, Reasons.Behind(CountBefore(database, job.Queue, offer.Place)), now);
    }

    /// <summary>What keeps every job of its lane from running.</summary>
    private static JobReason? FindObstacle(Database database, Standing job, long lane, long now)
    {
        if (job.IsPaused)
        {
            return new JobReason(Reasons.Suspended(job.QueueName));
        }

        var full = ReadFull(database, job.Queue, lane);
        if (full.Count > 0)
        {
            return new JobReason(string.Join("; ", full));
        }

        return ServingAgents.Read(database, job.Queue, now).Obstacle(job.QueueName) is { } obstacle
            ? new JobReason(obstacle)
            : null;
    }

    /// <summary>Nothing keeps it from running but its place, and perhaps the agents' filters.</summary>
    private static JobReason InLine(Database database, Standing job, string text, long now) =>
        new(text) { Filters = ServingAgents.Read(database, job.Queue, now).Filters };

    private static Standing? Find(Database database, long id)
    {
        using var find = database.Use(Sql.ExplainJob);
        find.Bind("id", id);
        return !find.Step() ? null : new Standing(
            find.GetLong(0),
            find.GetText(1),
            find.GetBool(2),
            find.GetLong(3),
            find.GetLongOrNull(4),
            (JobStatus)find.GetInt(5),
            (WaitKind?)find.GetIntOrNull(6),
            find.GetLongOrNull(7),
            find.GetLongOrNull(8));
    }

    private static List<string> ReadFull(Database database, long queue, long lane)
    {
        var full = new List<string>();
        using var read = database.Use(Sql.ExplainQuotas);
        read.Bind("lane", lane);
        while (read.Step())
        {
            var isState = read.GetLong(4) == Quota.NoQueue;
            var quota = new QuotaInfo
            {
                Name = read.GetText(1),
                Queue = string.Empty,
                Size = read.GetInt(2),
                Used = read.GetInt(3),
                Jobs = QuotaReader.ReadJobs(database, isState ? Quota.NoQueue : queue, read.GetLong(0)),
            };
            full.Add(isState ? Reasons.State(quota) : Reasons.Full(quota));
        }

        return full;
    }

    /// <summary>Jobs that are offered before it, those behind full quotas left out; counted up to a limit.</summary>
    private static int CountBefore(Database database, long queue, OfferPlace place)
    {
        var count = 0;
        foreach (var lane in ReadLanes(database, queue))
        {
            using var read = database.Use(Sql.OfferBefore);
            read.AtMost(Reasons.MostCounted);
            read.Bind("lane", lane);
            read.Bind("band", place.Band);
            read.Bind("key", place.Key);
            read.Bind("seq", place.Seq);
            while (count < Reasons.MostCounted && read.Step())
            {
                count++;
            }
        }

        return count;
    }

    private static List<long> ReadLanes(Database database, long queue)
    {
        var lanes = new List<long>();
        using var read = database.Use(Sql.LaneOpen);
        read.Bind("queue", queue);
        while (read.Step())
        {
            lanes.Add(read.GetLong(0));
        }

        return lanes;
    }

    private sealed record Standing(
        long Queue,
        string QueueName,
        bool IsPaused,
        long Lane,
        long? Root,
        JobStatus Status,
        WaitKind? Wait,
        long? Inner,
        long? Join);
}
