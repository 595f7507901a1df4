using CsCheck;

namespace Unit.Model.Joins;

/// <summary>Makes random sequences of steps about joins and jobs that wait for jobs.</summary>
internal static class JoinStepGen
{
    private static readonly Gen<JoinShape> Leaf =
        Gen.Frequency((2, Gen.Const(false)), (1, Gen.Const(true))).Select(isLimited => new JoinShape(JoinKind.Leaf, isLimited, false));

    /// <summary>Joins in joins in joins, also empty ones.</summary>
    private static readonly Gen<JoinShape> Job = Join(Join(Join(Leaf)));

    private static readonly Gen<JoinEnding> Ending = Gen.Frequency(
        (4, Gen.Const(JoinEnding.Succeed)),
        (1, Gen.Const(JoinEnding.Fail)),
        (1, Gen.Const(JoinEnding.Interrupt)),
        (2, Gen.Const(JoinEnding.Return)),
        (1, Gen.Const(JoinEnding.Grow)));

    private static readonly Gen<JoinStep> Step = Gen.Frequency(
        (4, Job.Select(job => (JoinStep)new JoinStep.Put(job))),
        (1, Gen.Select(
            Gen.Bool, Gen.Int[0, 20], Gen.Int[0, 20],
            (isSerial, first, second) => (JoinStep)new JoinStep.PutSaved(isSerial, first, second))),
        (6, Gen.Select(Gen.Int[1, 2], Gen.Int[1, 3], (dispatcher, want) => (JoinStep)new JoinStep.Claim(dispatcher, want))),
        (10, Gen.Select(
            Gen.Int[0, 20], Ending, Job, Gen.Int[0, 20],
            (run, how, job, other) => (JoinStep)new JoinStep.End(run, how, job, other))),
        (1, Gen.Int[0, 20].Select(job => (JoinStep)new JoinStep.Stop(job))),
        (1, Gen.Int[1, 2].Select(dispatcher => (JoinStep)new JoinStep.Kill(dispatcher))),
        (1, Gen.Int[1, 2].Select(dispatcher => (JoinStep)new JoinStep.StopDispatcher(dispatcher))),
        (1, Gen.Const((JoinStep)new JoinStep.Reopen())));

    public static Gen<JoinStep[]> Steps { get; } = Step.Array[1, 25];

    private static Gen<JoinShape> Join(Gen<JoinShape> part) => Gen.Frequency(
        (2, Leaf),
        (1, Gen.Select(
            Gen.Bool, Gen.Bool, part.Array[0, 3],
            (isSerial, hasThen, parts) =>
                new JoinShape(isSerial ? JoinKind.Serial : JoinKind.Parallel, false, hasThen, parts))));
}
