using AsyncEngine.Storage.Relational.Connections;
using AsyncEngine.Storage.Relational.Enqueues;
using AsyncEngine.Storage.Relational.Lanes;
using AsyncEngine.Storage.Relational.Places;
using AsyncEngine.Storage.Relational.Settles;
using AsyncEngine.Storage.Relational.States;
using AsyncEngine.Storage.Relational.Waits;
using AsyncEngine.Storage.Relational.Writing;

namespace AsyncEngine.Storage.Relational.Claims;

/// <summary>Claims jobs for an agent (T3): plans which, then moves them.</summary>
internal sealed class JobClaimer(WriteSession session)
{
    private readonly OutcomeWriter _outcomes = new(session);
    private readonly CallbackBook _callbacks = new(session, new OutcomeWriter(session));
    private readonly JobExpirer _expirer = new(session);

    /// <summary>Claims the first jobs in line.</summary>
    /// <returns>The jobs in offer order, and whether there was one more.</returns>
    public (IReadOnlyList<ClaimedJob> Jobs, bool HasMore) Claim(ClaimingAgent agent, ClaimSize size)
    {
        var plan = Plan(agent.Queue, size);
        foreach (var (lane, quota) in plan.Parked)
        {
            session.Lanes.Park(session.Lanes.Get(lane), quota);
        }

        foreach (var lane in plan.BroughtBack.Except(plan.Parked.Select(parked => parked.Lane)))
        {
            session.Lanes.Park(session.Lanes.Get(lane), null);
        }

        foreach (var expired in plan.Expired)
        {
            _expirer.Expire(expired);
        }

        return (Move(agent, plan.Taken, size.Want), plan.HasMore);
    }

    /// <summary>Claims one job, if it is pending and its quotas have room; null otherwise.</summary>
    public ClaimedJob? ClaimOne(ClaimingAgent agent, long id)
    {
        var offer = session.Places.FindOffer(id);
        var held = offer is null ? session.Places.FindHeld(id) : null;
        if ((offer?.Lane ?? held?.Lane) is not { } lane || !IsClaimable(agent, lane, offer?.Job ?? held!.Job))
        {
            return null;
        }

        if (held is not null)
        {
            session.Places.Remove(held);
            offer = new Offered
            {
                Job = held.Job,
                Lane = lane,
                Place = OfferPlace.Due(held.Band, held.BeginAfter, id),
            };
            session.Places.Add(offer);
        }

        return Describe(Move(agent, offer!, hasWorker: true)); // It was in one of both places.
    }

    /// <summary>
    /// Claims of these jobs, in their order, as many as are wanted, as far as they are still in line and their quotas
    /// have room. The first one beyond the workers that needs one ends that, so that none is overtaken.
    /// </summary>
    public IReadOnlyList<ClaimedJob> ClaimChosen(ClaimingAgent agent, IReadOnlyList<long> ids, ClaimSize size)
    {
        var jobs = new List<ClaimedJob>();
        foreach (var offer in ids.Select(session.Places.FindOffer).OfType<Offered>())
        {
            if (jobs.Count >= size.Limit || (jobs.Count >= size.Want && offer.Job.Care != JobCare.None))
            {
                break;
            }

            if (IsClaimable(agent, offer.Lane, offer.Job))
            {
                jobs.AddRange(Move(agent, [offer], size.Want - jobs.Count));
            }
        }

        return jobs;
    }

    private bool IsClaimable(ClaimingAgent agent, long id, Carried job)
    {
        var lane = session.Lanes.Get(id);
        return lane.Queue == agent.Queue
            && !(job.ExpiresAt < session.Now)
            && lane.Quotas.All(quota => session.Lanes.GetQuota(quota).Room > 0);
    }

    private ClaimPlan Plan(long queue, ClaimSize size)
    {
        using var lanes = new LaneReader(session.Database, session.Lanes, queue);
        return new LaneMerge(lanes, session.Now).Run(size);
    }

    private List<ClaimedJob> Move(ClaimingAgent agent, List<Offered> offers, int want)
    {
        var jobs = new List<ClaimedJob>(offers.Count);
        foreach (var offer in offers)
        {
            var hasWorker = jobs.Count < want;
            var running = Move(agent, offer, hasWorker);
            if (Describe(running) is { } job)
            {
                jobs.Add(hasWorker ? job : job with { IsAhead = true });
            }
        }

        return jobs;
    }

    private Running Move(ClaimingAgent agent, Offered offer, bool hasWorker)
    {
        var lane = session.Lanes.Get(offer.Lane);
        var takesSlots = lane.Quotas.Length > 0;
        var isCall = offer.Phase == OfferPhase.Run;
        var isBegun = hasWorker || offer.Job.Care == JobCare.Slots;
        var phase = !isCall ? RunPhase.Callbacks : isBegun ? RunPhase.Active : RunPhase.Assigned;
        session.Places.Remove(offer, tookSlots: true);
        if (takesSlots)
        {
            session.Lanes.Take(lane);
        }

        var running = new Running
        {
            Job = offer.Job with { Run = offer.Job.Run + 1, Attempt = offer.Job.Attempt + (isCall ? 1 : 0) },
            Dispatcher = agent.Dispatcher,
            Agent = agent.Id,
            Phase = phase,
            Lane = offer.Lane,
            Place = offer.Place,
            Holds = takesSlots ? offer.Lane : offer.Holds,
            StartedAt = phase == RunPhase.Active ? session.Now : null,
        };
        session.Places.Add(running);
        return running;
    }

    /// <summary>All that running it needs; null when nothing is left to be run.</summary>
    public ClaimedJob? Describe(Running running)
    {
        using var read = session.Database.Use(Sql.JobClaim);
        read.Bind("id", running.Job.Id);
        if (!read.Step())
        {
            throw new InvalidOperationException($"There is no job {running.Job.Id}.");
        }

        var due = FindDue(running, isCallback: !read.IsNull(12));
        return due is { Count: 0 } ? null : Read(read, running, due);
    }

    private ClaimedJob Read(Statement row, Running running, IReadOnlyList<DueCallback>? due)
    {
        var database = session.Database;
        var state = row.GetTextOrNull(10);
        var found = state is null ? null : StateReader.ReadForJob(database, state);
        return new ClaimedJob
        {
            Key = new RunKey(running.Job.Id, running.Job.Run),
            Name = row.GetTextOrNull(0),
            Call = session.Texts.Read(database, row.GetLongOrNull(1)) ?? EmptyCall,
            Arguments = StoredPayload.Read(database, row, 2),
            RunnerSettings = StoredPayload.Read(database, row, 4),
            Timeout = Moment.ToDuration(row.GetLongOrNull(6)),
            MaxAttempts = row.GetIntOrNull(7),
            RetryDelay = Moment.ToDuration(row.GetLongOrNull(8)),
            RetryPolicy = (RetryPolicyKind)row.GetInt(9),
            RetryCall = session.Texts.Read(database, row.GetLongOrNull(13)),
            ExpiresAt = Moment.ToMoment(running.Job.ExpiresAt),
            State = state,
            StateVersion = found?.Version ?? 0,
            StateValue = found?.Value ?? Payload.Empty,
            CreatedAt = Moment.ToMoment(row.GetLong(11)),
            Attempt = running.Job.Attempt,
            Interruptions = running.Job.Interruptions,
            HoldsQuota = running.Holds is not null,
            IsActive = running.Phase != RunPhase.Assigned,
            CallbacksOnly = due,
            Parts = ReadParts(row.GetLongOrNull(14)),
        };
    }

    private List<long>? ReadParts(long? join) =>
        join is { } id ? [.. JoinPart.List(session.Database, id).Select(part => part.Id)] : null;

    /// <summary>The callbacks to run instead of the call; null when the call is to be run.</summary>
    private IReadOnlyList<DueCallback>? FindDue(Running running, bool isCallback)
    {
        if (running.Phase != RunPhase.Callbacks)
        {
            return isCallback ? _callbacks.HandOverAlone(running.Job.Id) : null;
        }

        var due = _callbacks.Resume(running, out var isOpen);
        if (due.Count == 0 && isOpen)
        {
            session.Follower.Park(running);
        }
        else if (due.Count == 0)
        {
            var outcome = _outcomes.Find(running.Job.Id, out _) ?? JobOutcome.Failed;
            _outcomes.Complete(running.Job.Id);
            session.Places.Remove(running);
            session.Tally.Completed(session.Lanes.Get(running.Lane).Queue, outcome, 1);
        }

        return due;
    }

    /// <summary>A callback without an arm for its parent's outcome passes that through; nothing is run for it (R068).</summary>
    public static CallText EmptyCall { get; } = new(CallKind.Script, string.Empty);
}
