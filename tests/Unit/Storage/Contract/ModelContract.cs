using System.Collections.Concurrent;
using System.Globalization;
using CsCheck;
using Unit.Model;
using Unit.Model.Joins;
using Xunit;

namespace Unit.Storage.Contract;

/// <summary>
/// Random sequences of verbs, each compared with a small model of the rules. A failure tells the seed and the shortest
/// sequence that was found; <c>CsCheck_Seed</c> runs that one again. <c>ASYNCPS_MODEL_SEQUENCES</c> says how many.
/// </summary>
public abstract class ModelContract : StoreContract
{
    private static readonly long Sequences = long.TryParse(
        Environment.GetEnvironmentVariable("ASYNCPS_MODEL_SEQUENCES"), CultureInfo.InvariantCulture, out var count)
        ? count
        : 0;

    /// <summary>How many sequences are tried when nobody says otherwise; of joins, whose steps do more, half of it.</summary>
    private protected virtual long UsualSequences => 2_000;

    /// <summary>How many go on at once, each on a store of its own: one alone mostly waits for its turn.</summary>
    private protected virtual int Stages => 4;

    [Fact]
    public Task Verbs_DoWhatTheModelDoes_WhateverTheirOrder_R010_R017_R022_R062_R080_R133_R135_R137_R161() =>
        Try(StepGen.Steps, UsualSequences, Rehearsal.Run);

    [Fact]
    public Task JoinsAndWaits_DoWhatTheModelDoes_WhateverComesBetween_R090_R092_R093_R096_R097_R100_R102_R103() =>
        Try(JoinStepGen.Steps, UsualSequences / 2, JoinRehearsal.Run);

    private async Task Try<T>(Gen<T[]> sequences, long usual, Func<Stage, T[], Task> rehearse)
    {
        var idle = new ConcurrentBag<Stage>();
        try
        {
            // Away from the runner's own threads: each of many thousand answers would change threads once more.
            await Task.Run(
                () => sequences.SampleAsync(
                    steps => Do(idle, stage => rehearse(stage, steps)),
                    iter: Sequences > 0 ? Sequences : usual,
                    threads: Stages,
                    print: steps => "\n" + string.Join('\n', steps.Select(step => $"{step}"))),
                Cancel);
        }
        finally
        {
            foreach (var stage in idle)
            {
                await stage.DisposeAsync();
            }
        }
    }

    private async Task Do(ConcurrentBag<Stage> idle, Func<Stage, Task> rehearse)
    {
        if (!idle.TryTake(out var stage))
        {
            stage = new Stage(CreateFixture, T0);
        }

        try
        {
            await stage.Do(() => rehearse(stage));
        }
        finally
        {
            idle.Add(stage);
        }
    }
}
