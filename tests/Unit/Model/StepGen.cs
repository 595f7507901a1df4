using AsyncEngine.Jobs;
using CsCheck;

namespace Unit.Model;

/// <summary>Makes random sequences of steps.</summary>
internal static class StepGen
{
    private static readonly int[] Passes = [1, 1, 1, 5, 5, 10, 31, 61];

    private static readonly Gen<RetryPolicyKind> Policy = Gen.Frequency(
        (4, Gen.Const(RetryPolicyKind.Common)),
        (1, Gen.Const(RetryPolicyKind.Forever)),
        (1, Gen.Const(RetryPolicyKind.Never)));

    private static readonly Gen<CallbackShape> Callback =
        Gen.Select(Policy, Gen.Bool, (policy, hasChild) => new CallbackShape(policy, hasChild));

    private static readonly Gen<CallbackShape[]> Callbacks = Gen.Frequency(
        (2, Gen.Const(Array.Empty<CallbackShape>())), (1, Callback.Array[1, 3]));

    private static readonly Gen<NewShape> Job = Gen.Select(
        Gen.Frequency((2, Gen.Const(0)), (3, Gen.Int[1, 7])),
        Gen.Frequency((3, Gen.Const(0)), (1, Gen.Int[-1, 1])),
        Gen.Frequency((3, Gen.Const(0)), (1, Gen.Int[-40, -1]), (1, Gen.Int[1, 40])),
        Gen.Frequency((3, Gen.Const(0)), (1, Gen.Int[1, 40])),
        Policy,
        Gen.Frequency((3, Gen.Const(0)), (2, Gen.Int[1, 2])),
        Callbacks,
        (quotas, priority, begin, beginBy, policy, state, callbacks) =>
            new NewShape(quotas, priority, begin, beginBy, policy, state, callbacks));

    private static readonly Gen<ChangeShape> Change = Gen.Select(
        Maybe(0, 7), Maybe(-1, 1), Maybe(-40, 40), Maybe(0, 40),
        (quotas, priority, begin, beginBy) => new ChangeShape(quotas, priority, begin, beginBy));

    private static readonly Gen<Ending> Ending = Gen.Select(
        Gen.Int[0, 30],
        Gen.Frequency(
            (5, Gen.Const(EndingKind.Succeed)),
            (1, Gen.Const(EndingKind.Fail)),
            (1, Gen.Const(EndingKind.SucceedAdding)),
            (2, Gen.Const(EndingKind.SucceedWriting)),
            (1, Gen.Const(EndingKind.Lie)),
            (1, Gen.Const(EndingKind.FailKeeping)),
            (1, Gen.Const(EndingKind.PutBack)),
            (1, Gen.Const(EndingKind.PutOff)),
            (1, Gen.Const(EndingKind.Interrupt)),
            (1, Gen.Const(EndingKind.Start)),
            (1, Gen.Const(EndingKind.GiveBack))),
        Gen.Int[1, 40],
        (run, how, seconds) => new Ending(run, how, seconds));

    private static readonly Gen<Step> Step = Gen.Frequency(
        (6, Job.Array[1, 3].Select(jobs => (Step)new Step.Put(jobs))),
        (12, Gen.Select(
            Gen.Int[1, 3], Gen.Int[0, 3], Gen.Frequency((3, Gen.Const(0)), (1, Gen.Int[1, 3])), Ending.Array[0, 2],
            (dispatcher, want, ahead, endings) => (Step)new Step.Turn(dispatcher, want, ahead, endings))),
        (2, Gen.Select(Gen.Int[0, 20], Callback, (job, callback) => (Step)new Step.AddCallback(job, callback))),
        (2, Gen.Select(Gen.Int[0, 20], Change, (job, change) => (Step)new Step.Change(job, change))),
        (1, Gen.Select(Gen.Int[0, 20], Gen.Bool, (job, callbacks) => (Step)new Step.Restart(job, callbacks))),
        (1, Gen.Select(
            Gen.Int[1, 2], Gen.Int[0, 3], (state, expected) => (Step)new Step.WriteState(state, (Expectation)expected))),
        (1, Gen.Select(Gen.Int[1, 2], Gen.Bool, (state, force) => (Step)new Step.RemoveState(state, force))),
        (1, Gen.Int[0, 20].Select(job => (Step)new Step.Stop(job))),
        (1, Gen.Int[0, 20].Select(job => (Step)new Step.Remove(job))),
        (1, Gen.Const((Step)new Step.Expire())),
        (2, Gen.Select(Gen.Int[0, 2], Gen.Int[-1, 3], (number, size) => (Step)new Step.Quota(number, size))),
        (1, Gen.Bool.Select(paused => (Step)new Step.Pause(paused))),
        (2, Gen.Int[1, 3].Select(dispatcher => (Step)new Step.Activate(dispatcher))),
        (2, Gen.Int[1, 3].Select(dispatcher => (Step)new Step.Ping(dispatcher))),
        (1, Gen.Int[1, 3].Select(dispatcher => (Step)new Step.Deactivate(dispatcher))),
        (1, Gen.Int[0, 5].Select(run => (Step)new Step.Release(run))),
        (3, Gen.Int[0, Passes.Length - 1].Select(which => (Step)new Step.Pass(Passes[which]))));

    /// <summary>Sequences of up to thirty steps.</summary>
    public static Gen<Step[]> Steps { get; } = Step.Array[1, 30];

    private static Gen<int?> Maybe(int from, int to) =>
        Gen.Frequency((2, Gen.Const((int?)null)), (1, Gen.Int[from, to].Select(value => (int?)value)));
}
