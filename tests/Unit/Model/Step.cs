using AsyncEngine.Jobs;

namespace Unit.Model;

/// <summary>
/// One thing that somebody does to a store. Whom it is about is a plain number, taken modulo what there is when it is
/// done: so every sequence of steps can be done, and what is left of one when steps are taken away.
/// </summary>
internal abstract record Step
{
    public sealed record Put(params NewShape[] Jobs) : Step
    {
        public override string ToString() => $"Put {string.Join(", ", Jobs.Select(job => job.ToString()))}";
    }

    public sealed record AddCallback(int Job, CallbackShape Callback) : Step;

    /// <summary>Changes a job, whether that may be changed or not.</summary>
    public sealed record Change(int Job, ChangeShape What) : Step;

    public sealed record Restart(int Job, bool WithCallbacks) : Step;

    /// <summary>Writes a state from outside.</summary>
    public sealed record WriteState(int Number, Expectation Expected) : Step;

    public sealed record RemoveState(int Number, bool Force) : Step;

    public sealed record Stop(int Job) : Step;

    public sealed record Remove(int Job) : Step;

    public sealed record Expire : Step;

    public sealed record Turn(int Dispatcher, int Want, int Ahead, params Ending[] Endings) : Step
    {
        public override string ToString() =>
            $"Turn of {Dispatcher}: {string.Join(", ", Endings.Select(ending => ending.ToString()))} "
            + $"want {Want} ahead {Ahead}";
    }

    /// <summary>Makes a quota, or gives it another size; removes it when that is negative.</summary>
    public sealed record Quota(int Number, int Size) : Step;

    public sealed record Pause(bool Paused) : Step;

    public sealed record Activate(int Dispatcher) : Step;

    public sealed record Ping(int Dispatcher) : Step;

    /// <summary>A thread that went on after its job was given up has ended.</summary>
    public sealed record Release(int Run) : Step;

    public sealed record Deactivate(int Dispatcher) : Step;

    public sealed record Pass(int Seconds) : Step;
}

/// <summary>A job to be put.</summary>
/// <param name="Quotas">One bit for each quota that it names.</param>
/// <param name="Priority">Its priority.</param>
/// <param name="Begin">Seconds from now; negative = a past date, 0 = none.</param>
/// <param name="BeginBy">Seconds in which it may begin; 0 = no limit.</param>
/// <param name="Policy">Its retry policy.</param>
/// <param name="State">The state that it works on, from 1; 0 = none.</param>
/// <param name="Callbacks">Its callbacks.</param>
internal sealed record NewShape(
    int Quotas, int Priority, int Begin, int BeginBy, RetryPolicyKind Policy, int State, params CallbackShape[] Callbacks)
{
    public override string ToString() =>
        $"(quotas {Quotas} priority {Priority} begin {Begin} by {BeginBy} {Policy} state {State} "
        + $"[{string.Join(", ", Callbacks.Select(callback => callback.ToString()))}])";
}

/// <summary>What a change makes of a pending job; null leaves a thing as it is.</summary>
/// <param name="Quotas">One bit for each quota.</param>
/// <param name="Priority">Its priority.</param>
/// <param name="Begin">Seconds from now; negative = a past date.</param>
/// <param name="BeginBy">Seconds in which it may begin; 0 = no limit.</param>
internal sealed record ChangeShape(int? Quotas, int? Priority, int? Begin, int? BeginBy);

/// <summary>Which version a writer expects a state to have.</summary>
internal enum Expectation
{
    Whatever,
    Current,
    None,
    Old,
}

/// <summary>A callback to be added, with or without one of its own.</summary>
internal sealed record CallbackShape(RetryPolicyKind Policy, bool HasChild);

/// <summary>How a run ends.</summary>
/// <param name="Run">Which of the runs that were ever handed out.</param>
/// <param name="How">What its worker says.</param>
/// <param name="Seconds">For a job that is put off: until when.</param>
internal sealed record Ending(int Run, EndingKind How, int Seconds);

/// <summary>What a worker may say of a run.</summary>
internal enum EndingKind
{
    Succeed,
    Fail,
    SucceedAdding,

    /// <summary>With its state as it was when the run was claimed; of a job without one, to any state.</summary>
    SucceedWriting,

    /// <summary>In the name of a run that there is not, or once more for a call that was settled.</summary>
    Lie,

    /// <summary>Given up, while its thread goes on.</summary>
    FailKeeping,
    PutBack,
    PutOff,
    Interrupt,
    Start,
    GiveBack,
}
