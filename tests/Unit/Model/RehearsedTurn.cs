using AsyncEngine.Jobs;
using AsyncEngine.Storage;
using Unit.Storage.Contract;
using Xunit;

namespace Unit.Model;

/// <summary>Turns of agents, done to a store and to the model.</summary>
internal sealed class RehearsedTurn(
    IStore store, ModelState state, ModelRuns runs, RehearsedStates states, Func<NewShape, Task<NewJob>> newJob)
{
    private readonly List<Handed> _handed = [];

    /// <summary>Runs that were given up while their threads went on.</summary>
    public List<RunKey> Kept { get; } = [];

    /// <summary>All runs that there were, those first.</summary>
    public IReadOnlyList<RunKey> Known => [.. Kept, .. _handed.Select(run => run.Key)];

    public async Task Do(Step.Turn step, ModelDispatcher dispatcher, DispatcherRegistration registration)
    {
        var endings = Choose(step);
        var settled = new List<(Handed Run, Settlement Settlement)>();
        foreach (var (run, ending) in endings.Where(each => each.Ending.How < EndingKind.Start))
        {
            settled.Add((run, await Settlement(run, ending)));
        }

        var started = endings.Where(each => each.Ending.How == EndingKind.Start).Select(each => each.Run).ToList();
        var givenBack = endings.Where(each => each.Ending.How == EndingKind.GiveBack).Select(each => each.Run).ToList();
        var result = await store.Runs.TurnAsync(
            new Turn
            {
                DispatcherId = registration.DispatcherId,
                AgentId = registration.AgentIds[0],
                Settlements = [.. settled.Select(each => each.Settlement)],
                Starts = [.. started.Select(run => new JobStart(run.Key, state.Now))],
                GiveBacks = [.. givenBack.Select(run => run.Key)],
                Want = step.Want,
                Ahead = step.Ahead,
                SlotsAhead = SlotsOf(step),
            },
            TestContext.Current.CancellationToken);

        for (var index = 0; index < settled.Count; index++)
        {
            Settle(settled[index].Run, settled[index].Settlement, dispatcher, result.Settled[index]);
        }

        Do(started, dispatcher, runs.Start);
        Do(givenBack, dispatcher, runs.GiveBack);
        Claim(step, dispatcher, result);
    }

    private static int SlotsOf(Step.Turn step) => (step.Ahead + 1) / 2;

    /// <summary>Each run once a turn, and nobody gives back what he has begun to settle.</summary>
    private List<(Handed Run, Ending Ending)> Choose(Step.Turn step) => _handed.Count == 0 ? [] : step.Endings
        .Select(ending => (Run: _handed[^(1 + (ending.Run % _handed.Count))], Ending: ending))
        .DistinctBy(each => each.Run)
        .Where(each => each.Run.IsFresh || each.Ending.How != EndingKind.GiveBack)
        .ToList();

    private async Task<Settlement> Settlement(Handed run, Ending ending) => ending.How switch
    {
        EndingKind.FailKeeping => TestWorker.Outcome(run.Next, JobOutcome.Failed) with { KeepsSlots = true },
        EndingKind.Fail => TestWorker.Outcome(run.Next, JobOutcome.Failed),
        EndingKind.SucceedAdding => TestWorker.Outcome(run.Next) with
        {
            AddedJobs = [await newJob(new NewShape(0, 0, 0, 0, RetryPolicyKind.Common, 0))],
        },
        EndingKind.SucceedWriting => TestWorker.Outcome(run.Next) with { StateChanges = [run.Change ?? states.Change()] },
        EndingKind.Lie => TestWorker.Outcome(Lie(run, ending)),
        EndingKind.PutBack => TestWorker.Back(run.Next, attempt: ending.Seconds % 2 == 0),
        EndingKind.PutOff => TestWorker.Back(run.Next, state.Now.AddSeconds(ending.Seconds)),
        EndingKind.Interrupt => TestWorker.Back(run.Next, interruption: true),
        _ => TestWorker.Outcome(run.Next),
    };

    private static RunKey Lie(Handed run, Ending ending) => (ending.Seconds % 4) switch
    {
        0 => run.Next with { Run = run.Key.Run - 1 },
        1 => run.Next with { Run = run.Key.Run + 1_000 },
        2 => run.Key,
        _ => run.Last ?? run.Key,
    };

    private void Settle(Handed run, Settlement settlement, ModelDispatcher dispatcher, SettleResult result)
    {
        run.IsFresh = false;
        if (runs.FindOwn(settlement.Key, dispatcher) is not { } job)
        {
            Assert.Equal(SettleVerdict.Reassigned, result.Verdict);
            return;
        }

        if (!states.Apply(settlement))
        {
            Assert.Equal((SettleVerdict.Refused, ErrorIds.StateConflict), (result.Verdict, result.Refusal?.ErrorId));
            return;
        }

        Assert.Equal(result.Callbacks.Count > 0 ? SettleVerdict.CallbacksDue : SettleVerdict.Done, result.Verdict);
        runs.Settle(job, settlement);
        if (settlement.KeepsSlots)
        {
            Kept.Add(run.Key);
        }

        run.Last = settlement.Key;
        run.Due.TryPop(out _);
        run.Give(result.Callbacks);
        if (job is { Stand: ModelStand.Running } or { IsCompleted: true })
        {
            Assert.Equal(job.Next?.Id, run.Due.TryPeek(out var next) ? next : null);
        }
    }

    private void Do(List<Handed> handed, ModelDispatcher dispatcher, Action<ModelJob> act)
    {
        foreach (var run in handed)
        {
            var job = state.Jobs.GetValueOrDefault(run.Key.JobId);
            if (job is { Stand: ModelStand.Running } && job.Run == run.Key.Run && job.Dispatcher == dispatcher)
            {
                act(job);
            }
        }
    }

    private void Claim(Step.Turn step, ModelDispatcher dispatcher, TurnResult result)
    {
        var mayClaim = dispatcher.IsActive && !dispatcher.IsDead(state.Now);
        Assert.Equal(mayClaim && state.IsPaused, result.QueuePaused);
        if (!mayClaim || state.IsPaused)
        {
            Assert.Empty(result.Claimed);
            return;
        }

        runs.Prepare();
        var (claimed, hasMore) = step.Want + step.Ahead > 0
            ? runs.Claim(dispatcher, step.Want, step.Ahead, SlotsOf(step))
            : ([], false);
        Alike.Check(
            claimed.Select(job => (job.Id, job.Run, job.Attempt, job.Interruptions, FirstCallback(job), StateOf(job))),
            result.Claimed.Select(job => (
                job.Key.JobId, job.Key.Run, job.Attempt, job.Interruptions, job.CallbacksOnly?[0].Id,
                job.CallbacksOnly is null ? job.StateVersion : 0)));

        Assert.True(
            hasMore == result.MoreReady,
            $"There is {(hasMore ? "" : "nothing ")}more, and the store says otherwise.");
        Assert.Equal(state.In(ModelStand.Held).Min(job => (DateTimeOffset?)job.BeginAfter), result.NextDueAt);
        foreach (var job in result.Claimed)
        {
            Hand(job, dispatcher);
        }
    }

    /// <summary>A callback that is a job of its own (R074) is handed out as what is to be run for itself.</summary>
    private static long? FirstCallback(ModelJob job) =>
        job.Phase == JobStatus.Callbacks ? job.Next?.Id
        : job.Parent is not null ? job.Id
        : null;

    /// <summary>The version that a call gets; callbacks get none.</summary>
    private static long StateOf(ModelJob job) => job is { Phase: not JobStatus.Callbacks, State: { } own } ? own.Seen : 0;

    private void Hand(ClaimedJob job, ModelDispatcher dispatcher)
    {
        var run = new Handed(dispatcher, job.Key, job.State is null ? null : RehearsedStates.Own(job));
        if (job.CallbacksOnly is { } callbacks && callbacks[0].Id != job.Key.JobId)
        {
            run.Give(callbacks);
        }

        _handed.Add(run);
    }
}
