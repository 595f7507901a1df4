using AsyncEngine.Storage.Relational.Places;
using AsyncEngine.Storage.Relational.Writing;

namespace AsyncEngine.Storage.Relational.Settles;

/// <summary>What is written of a call that has ended: an outcome, or that it waits for the job that it returned.</summary>
internal sealed class CallEnd(WriteSession session)
{
    /// <summary>The outcome; null when there is none yet, because the job that the call returned has none.</summary>
    /// <param name="settlement">How the call ended.</param>
    /// <param name="running">The job, or the callback in its root's place.</param>
    /// <param name="returned">The job that the call returned; 0 = none that it may wait for.</param>
    public OutcomeRow? RowOf(Settlement settlement, Running running, long returned) =>
        returned == 0 ? OwnOf(settlement, running) : session.Follower.Inherited(returned) is not { } inherited ? null
        : inherited with
        {
            Job = running.Job,
            HadErrors = settlement.HadErrors,
            ExitCode = settlement.ExitCode,
            StartedAt = Moment.Of(settlement.StartedAt),
            EndedAt = Moment.Of(settlement.EndedAt),
            Dispatcher = running.Dispatcher,
            Agent = running.Agent,
        };

    /// <summary>Its place while it waits (T7).</summary>
    public Waiting WaitingOf(Settlement settlement, Running running, long returned) => new()
    {
        Job = running.Job,
        Queue = session.Lanes.Get(running.Lane).Queue,
        Kind = WaitKind.Outcome,
        Inner = returned,
        StartedAt = Moment.Of(settlement.StartedAt),
        HadErrors = settlement.HadErrors,
        ExitCode = settlement.ExitCode,
        Dispatcher = running.Dispatcher,
        Agent = running.Agent,
    };

    /// <summary>
    /// A job that was to go back to its queue, or to wait, and that somebody asked to stop meanwhile, ends instead.
    /// </summary>
    private static OutcomeRow OwnOf(Settlement settlement, Running running)
    {
        var outcome = settlement.Returned is null ? settlement.Outcome : null;
        return new OutcomeRow
        {
            Job = running.Job,
            Outcome = outcome ?? JobOutcome.Cancelled,
            Result = settlement.Result,
            Error = outcome is null ? Faults.Cancelled : settlement.Error,
            HadErrors = settlement.HadErrors,
            ExitCode = settlement.ExitCode,
            StartedAt = Moment.Of(settlement.StartedAt),
            EndedAt = Moment.Of(settlement.EndedAt),
            Dispatcher = running.Dispatcher,
            Agent = running.Agent,
        };
    }
}
