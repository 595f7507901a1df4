using System.Diagnostics;
using AsyncEngine.Diagnostics;
using AsyncEngine.Dispatching;
using AsyncEngine.Storage;

namespace AsyncEngine.Maintenance;

/// <summary>
/// Says that a dispatcher lives, and takes the jobs of siblings that died. It has a thread of its own: a thread pool
/// that the host's code keeps busy must not make a living dispatcher look dead.
/// </summary>
internal sealed class PingLoop(DispatcherCore core, AgentRoster agents, long dispatcherId)
{
    private static readonly TimeSpan Soonest = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Latest = TimeSpan.FromHours(1);

    private long _lastPingTicks;
    private long _sleepsUntil;
    private long _lastBeat;

    /// <summary>The system's monotonic clock when the loop last moved; null before it runs.</summary>
    public long? LastBeat => Interlocked.Read(ref _lastBeat) is not 0 and var beat ? beat : null;

    /// <summary>When the store last took a ping; null before the first.</summary>
    public DateTimeOffset? LastPingAt =>
        Interlocked.Read(ref _lastPingTicks) is > 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>Whether it sleeps, on a clock that is not the system's, and is to go on sleeping.</summary>
    public bool IsAtRest => Interlocked.Read(ref _sleepsUntil) > core.Now.UtcTicks;

    public Task RunAsync(CancellationToken stop) => Task.Factory.StartNew(
        () => Run(stop), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void Run(CancellationToken stop)
    {
        // Others take this dispatcher's jobs when it has been silent for the death interval; the last ping that the
        // store wrote may be one ping interval older than the last one that it took (storage.md, trap 8).
        var silence = core.Options.DeathInterval - core.Options.PingInterval;
        using var contact = core.Time.CreateTimer(_ => ContactLost(silence), null, silence, silence);
        while (!stop.IsCancellationRequested)
        {
            var began = core.Now;
            var result = core.Link.Ask(() =>
            {
                Beat();
                return core.Store.Storage.Dispatchers.PingAsync(dispatcherId, stop);
            });
            Beat();
            contact.Change(silence, silence);
            Interlocked.Exchange(ref _lastPingTicks, core.Now.UtcTicks);
            Report(result);
            Sleep(NextPing(result), began, stop);
        }
    }

    private void Beat() => Interlocked.Exchange(ref _lastBeat, Stopwatch.GetTimestamp());

    private TimeSpan NextPing(PingResult result)
    {
        // Polls may be as rare as one likes; pings may not, or others take this dispatcher for dead.
        var next = core.Options.PollInterval;
        next = next < core.Options.PingInterval ? next : core.Options.PingInterval;
        if (result.NextDeathAt - core.Now is { } untilDeath && untilDeath < next)
        {
            // A sibling that looks dead and was not rescued: this ping came late, because the machine slept or its clock
            // jumped. Others get the time to say that they live, too.
            next = untilDeath < TimeSpan.Zero && result.Rescued is null ? core.Options.PingInterval : untilDeath;
        }

        return next < Soonest ? Soonest : next > Latest ? Latest : next;
    }

    // The system's clock is slept on here: the callback of a timer would wait for a thread of the pool.
    private void Sleep(TimeSpan pause, DateTimeOffset began, CancellationToken stop)
    {
        if (core.Time == TimeProvider.System)
        {
            stop.WaitHandle.WaitOne(pause);
            return;
        }

        // Counted from before the ping: whoever moves the clock may have moved it far meanwhile, and others may then
        // think this dispatcher dead although it has just said that it lives.
        var until = began + pause;
        Interlocked.Exchange(ref _sleepsUntil, until.UtcTicks);
        var left = until - core.Now;
        var isOver = new ManualResetEventSlim();
        using var timer = core.Time.CreateTimer(
            _ => isOver.Set(), null, left > TimeSpan.Zero ? left : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        isOver.Wait(stop);
        Interlocked.Exchange(ref _sleepsUntil, 0);
    }

    private void Report(PingResult result)
    {
        if (result.Reactivated)
        {
            Log.Reactivated(core.Log, core.Uuid);

            // Whatever its subscribers do, the next ping comes in time.
            ThreadPool.QueueUserWorkItem(_ => core.Events.RaiseReactivated());
        }

        if (result.Rescued is { } sibling)
        {
            Log.Rescued(core.Log, sibling, result.RescuedJobs);
        }

        if (result.Reactivated || result.Rescued is not null)
        {
            foreach (var agent in agents)
            {
                agent.Look();
            }
        }
    }

    private void ContactLost(TimeSpan silence)
    {
        if (core.Link.Standstill.IsShut)
        {
            return; // A process that is frozen notices nothing.
        }

        var runs = agents
            .SelectMany(agent => agent.Handover.Running()
                .Where(run => run.Job.HoldsQuota && run.Reason == StopReason.None)
                .Select(run => (agent, run)))
            .ToList();
        if (runs.Count > 0)
        {
            Log.ContactLost(core.Log, silence, runs.Count);
            runs.ForEach(each => each.agent.Supervisor.Stop(each.run, StopReason.Interrupted));
        }
    }
}
