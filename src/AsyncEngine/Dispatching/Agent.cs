using System.Diagnostics;
using AsyncEngine.Diagnostics;
using AsyncEngine.Scheduling;
using AsyncEngine.Storage;
using Microsoft.Extensions.Logging;

namespace AsyncEngine.Dispatching;

/// <summary>
/// Takes jobs of one queue for a dispatcher. Its loop makes turns: it brings what its workers have ended and claims
/// what they can begin, and sleeps while there is neither.
/// </summary>
internal sealed class Agent : IDisposable
{
    // A claim that a store's locks kept from its jobs is tried again soon (storage.md, PostgreSQL).
    private static readonly TimeSpan LockedPause = TimeSpan.FromMilliseconds(10);

    private readonly DispatcherCore _core;
    private readonly AgentOptions _options;
    private readonly long _dispatcherId;
    private readonly long _agentId;
    private readonly AsyncWake _wake = new();
    private readonly Handover _handover;
    private readonly WorkerPool _pool;
    private readonly ClaimPacer _pacer;
    private readonly JobScout _scout;
    private readonly ITimer _due;
    private readonly Timer _check;
    private (int Settled, int Claimed, int GivenBack)? _lastTurn;
    private Task _loop = Task.CompletedTask;
    private volatile bool _ends;
    private volatile IStandingTurn? _standing;

    public Agent(DispatcherCore core, AgentOptions options, long dispatcherId, long agentId)
    {
        _core = core;
        _options = options;
        _dispatcherId = dispatcherId;
        _agentId = agentId;
        _handover = new Handover(_wake, core.Options.ClaimAhead);
        _pool = new WorkerPool(core, options, _handover);
        _pacer = new ClaimPacer(_handover.Look);
        _scout = new JobScout(core, options.Name, agentId, options.Rules);
        _due = core.Time.CreateTimer(_ => _handover.Look(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _check = new Timer(_ => _wake.Set());
    }

    public AgentOptions Options => _options;

    public long Id => _agentId;

    public RunSupervisor Supervisor => _pool.Supervisor;

    public Handover Handover => _handover;

    public int Size
    {
        get => _pool.Size;
        set => _pool.Size = value;
    }

    /// <summary>How it finds jobs when it does not take what comes.</summary>
    public JobScout Scout => _scout;

    /// <summary>Whether nothing happens here unless a call ends, or somebody comes from outside.</summary>
    public bool IsAtRest => _standing?.IsWaiting != false && _handover.IsAtRest; // in this order: see RestAsync

    /// <summary>When the next held job of its queue is due, by its last claim; null when there is none.</summary>
    public DateTimeOffset? NextDueAt { get; private set; }

    /// <summary>Whether it was removed: it claims nothing more, and is over when it has nothing in hand.</summary>
    public bool IsLeaving { get; private set; }

    public void Start() => _loop = Task.Run(LoopAsync);

    /// <summary>Takes over what somebody changed in the store.</summary>
    public void Follow(AgentInfo info)
    {
        if (info.Size != Size)
        {
            Size = info.Size;
            Log.Resized(_core.Log, info.Name, info.Size);
        }

        _pool.Runner = info.Runner;
        if (info.Rules != _scout.Rules)
        {
            _scout.Rules = info.Rules;
            Log.RulesChanged(_core.Log, info.Name);
            Look();
        }
    }

    /// <summary>It was removed.</summary>
    public void Leave()
    {
        IsLeaving = true;
        StopClaiming();
    }

    /// <summary>Looks for jobs now.</summary>
    public void Look() => _handover.Look();

    /// <summary>Somebody wrote to the store: there may be jobs.</summary>
    public void StoreChanged() => _pacer.Changed();

    /// <summary>Claims nothing more; what has not begun goes back.</summary>
    public void StopClaiming() => _handover.StopClaiming();

    /// <summary>Tells all running calls to end; no other begins.</summary>
    public void Interrupt()
    {
        _handover.Close();
        foreach (var run in _handover.Running())
        {
            Supervisor.Stop(run, StopReason.Interrupted);
        }
    }

    /// <summary>Sends the workers home and ends the loop when all is settled.</summary>
    public async Task EndAsync()
    {
        _ends = true;
        _handover.Close();
        await _loop.ConfigureAwait(false);
    }

    public void Dispose()
    {
        _pacer.Dispose();
        _due.Dispose();
        _check.Dispose();
    }

    private async Task LoopAsync()
    {
        for (var failures = 0; ;)
        {
            try
            {
                await TurnsAsync().ConfigureAwait(false);
                return;
            }
            catch (OperationCanceledException)
            {
                return; // the dispatcher gave up on a store that does not answer
            }
#pragma warning disable CA1031 // The loop lives as long as its dispatcher.
            catch (Exception exception)
            {
                var delay = Backoff.Outage(++failures, Random.Shared.NextDouble());
                Log.AgentFailed(_core.Log, _options.Name, delay, exception);
                await Task.Delay(delay, TimeProvider.System).ConfigureAwait(false);
            }
#pragma warning restore CA1031
        }
    }

    private async Task TurnsAsync()
    {
        while (true)
        {
            if (_handover.Plan() is { } plan)
            {
                try
                {
                    await TurnAsync(plan).ConfigureAwait(false);
                }
                finally
                {
                    _handover.EndTurn();
                }

                continue;
            }

            // A pause after a host that could not prepare threads may be over.
            _pool.Ensure(_handover.Counts.Buffered);
            if (_handover.IsDone && _ends)
            {
                return;
            }

            if (_handover.IsQuiet)
            {
                _core.Quiet.Strike();
            }

            if (_handover.NextCheck() is { } check)
            {
                _check.Change(check + TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
            }

            await RestAsync().ConfigureAwait(false);
        }
    }

    // Whoever puts a job in line meanwhile claims it for this agent in the same transaction, if the store can do so: a
    // job that comes to an idle agent waits for one write to the disk, not for two.
    private async Task RestAsync()
    {
        if (_options.Only is not null || !_scout.Rules.AreNone || _handover.PlanStanding() is not { } plan
            || _core.Link.Stand(plan.ToTurn(_dispatcherId, _agentId, jobId: null)) is not { } standing)
        {
            await _wake.WaitAsync().ConfigureAwait(false);
            return;
        }

        _standing = standing;
        await Task.WhenAny(_wake.WaitAsync(), standing.Result).ConfigureAwait(false);
        if (!standing.TryWithdraw())
        {
            TakeIn(plan, await standing.Result.ConfigureAwait(false), TimeSpan.Zero); // it was no write of its own
        }

        _standing = null;
    }

    private async Task TurnAsync(TurnPlan plan)
    {
        await FlushOutputAsync(plan).ConfigureAwait(false);
        var began = Stopwatch.GetTimestamp();
        var turn = plan.ToTurn(_dispatcherId, _agentId, _options.Only?.JobId);
        var chooses = plan.Claims && !_scout.Rules.AreNone;
        var result = await _core.Link.TurnAsync(chooses ? turn with { Want = 0, Ahead = 0 } : turn)
            .ConfigureAwait(false);
        for (var i = 0; i < plan.Ended.Count; i++)
        {
            if (!await TryAgainAsync(plan.Ended[i], result.Settled[i]).ConfigureAwait(false))
            {
                Conclude(plan.Ended[i], result.Settled[i]);
            }
        }

        if (plan.Claims && _options.Only is { } only)
        {
            _handover.EndClaims();
            only.Tell(result.Claimed.Count > 0);
        }

        if (chooses)
        {
            result = await ChooseAsync(plan, result).ConfigureAwait(false);
        }

        TakeIn(plan, result, Stopwatch.GetElapsedTime(began));
        if (plan.Want > 0 && result.Claimed.Count == 0 && result.MoreReady)
        {
            await Task.Delay(LockedPause, TimeProvider.System).ConfigureAwait(false);
        }
    }

    private void TakeIn(TurnPlan plan, TurnResult result, TimeSpan duration)
    {
        Record(plan, result, duration);
        Trace((plan.Ended.Count, result.Claimed.Count, plan.GiveBacks.Count));
        _pool.Ensure(_handover.Accept(plan, result));
        if (!plan.Claims)
        {
            return;
        }

        NextDueAt = result.NextDueAt;
        _pacer.Claimed(plan, result);
        _due.Change(
            result.NextDueAt is { } at ? LongTimer.Part(Max(at - result.Now, TimeSpan.Zero)) : Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);
    }

    private void Record(TurnPlan plan, TurnResult result, TimeSpan duration) => _core.Polls.Add(new PollRecord
    {
        At = _core.Now,
        Agent = _options.Name,
        Queue = _options.Queue,
        Free = plan.Want,
        Claimed = result.Claimed.Count,
        Settled = plan.Ended.Count,
        Duration = duration,
        Fault = _scout.Rules.AreNone ? null : _scout.Fault,
    });

    // What is like the turn before says nothing new (R202).
    private void Trace((int Settled, int Claimed, int GivenBack) turn)
    {
        if (turn != _lastTurn)
        {
            _lastTurn = turn;
            Log.Turn(_core.Trace, _options.Name, turn.Settled, turn.Claimed, turn.GivenBack);
        }
    }

    // The filter is somebody's script and may take its time, so it is no part of a transaction: it looks at the jobs
    // first, and then those that it chose are claimed, as far as they are still there.
    private async Task<TurnResult> ChooseAsync(TurnPlan plan, TurnResult result)
    {
        if (result.QueuePaused)
        {
            return result with { MoreReady = false };
        }

        var found = await _scout.LookAsync(plan.Want + plan.Ahead).ConfigureAwait(false);
        if (found.Jobs.Count == 0)
        {
            return result with { MoreReady = found.More };
        }

        var claim = await _core.Link.TurnAsync(new Turn
        {
            DispatcherId = _dispatcherId,
            AgentId = _agentId,
            Chosen = found.Jobs,
            Want = plan.Want,
            Ahead = plan.Ahead,
        }).ConfigureAwait(false);
        if (claim.Claimed.Count < found.Jobs.Count)
        {
            _scout.BeginAgain();
        }

        return result with
        {
            Claimed = claim.Claimed,
            MoreReady = true,
            QueuePaused = claim.QueuePaused,
            Now = claim.Now,
        };
    }

    // What a job produced is in the store before its outcome is.
    private async Task FlushOutputAsync(TurnPlan plan)
    {
        List<Calls.OutputRecorder>? recorders = null;
        foreach (var run in plan.Ended)
        {
            if (run.Output is { WasUsed: true } output)
            {
                (recorders ??= []).Add(output);
            }
        }

        if (recorders is not null)
        {
            await _core.Flusher.FlushAsync(recorders).ConfigureAwait(false);
        }
    }

    private void Conclude(JobRun run, SettleResult result)
    {
        switch (result.Verdict)
        {
            case SettleVerdict.Refused when !run.WasRefused:
                SettleRefusal(run, result.Refusal);
                return;
            case SettleVerdict.Refused:
                Log.OutcomeUnwritable(_core.Log, run.Key.JobId, result.Refusal);
                result = SettleResult.Reassigned;
                break;
            case SettleVerdict.Reassigned:
                RunReport.WriteReassigned(_core, run);
                break;
            default:
                RunReport.Write(_core, run);
                break;
        }

        if (run.Verdict is { } verdict)
        {
            verdict.TrySetResult(result);
        }
        else if (result.Callbacks.Count > 0)
        {
            _pool.Ensure(_handover.Accept(new CallbackWork(run.Job, result.Callbacks)));
        }
    }

    // A state was changed by somebody who has nothing to do with the job: it runs again in its run, with the new value.
    private async Task<bool> TryAgainAsync(JobRun run, SettleResult result)
    {
        if (result is not { Verdict: SettleVerdict.Refused, Refusal: { ErrorId: ErrorIds.StateConflict } refusal }
            || run.WasRefused)
        {
            return false;
        }

        var verdict = OutcomeRules.Conflicted(run, refusal, _core.Now, Random.Shared.NextDouble());
        if (verdict.Settlement is { } settlement)
        {
            run.WasRefused = true;
            run.Settlement = settlement;
            _handover.Resettle(run);
            return true;
        }

        var count = run.Conflicts + 1;
        Log.JobRunsAgain(_core.Trace, run.Key.JobId, refusal.ErrorId, count, TimeSpan.Zero, refusal.Message);
        var state = run.Job.State is { } name
            ? await _core.Link.AskAsync(() => _core.Store.Storage.States.ReadAsync(name, default)).ConfigureAwait(false)
            : null;
        _handover.Accept(run.Job with
        {
            Conflicts = count,
            StateVersion = state?.Version ?? 0,
            StateValue = state?.Value ?? Jobs.Payload.Empty,
        });
        return true;
    }

    private void SettleRefusal(JobRun run, AsyncEngineException? refusal)
    {
        var settlement = run.Settlement!; // only runs with one are settled
        Log.OutcomeLost(_core.Log, run.Key.JobId, settlement.Outcome?.ToString() ?? "put back");
        run.WasRefused = true;
        run.Settlement = OutcomeRules.Refused(
            settlement, refusal ?? new AsyncEngineException(ErrorIds.JobAborted, "The store refused the outcome."));
        _handover.Resettle(run);
    }

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
