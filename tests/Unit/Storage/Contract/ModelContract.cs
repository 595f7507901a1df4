using System.Globalization;
using AsyncEngine;
using CsCheck;
using Unit.Model;
using Xunit;

namespace Unit.Storage.Contract;

/// <summary>
/// Random sequences of verbs, each compared with a small model of the rules. A failure tells the seed and the shortest
/// sequence that was found; <c>CsCheck_Seed</c> runs that one again. <c>ASYNCPS_MODEL_SEQUENCES</c> says how many.
/// </summary>
public abstract class ModelContract : StoreContract
{
    private const int SequencesOfAStore = 500;

    private static readonly long Sequences = long.TryParse(
        Environment.GetEnvironmentVariable("ASYNCPS_MODEL_SEQUENCES"), CultureInfo.InvariantCulture, out var count)
        ? count
        : 0;

    private int _left = SequencesOfAStore;

    private protected override StoreOptions Options => new() { TimeProvider = Clock, Durability = Durability.Normal };

    /// <summary>How many sequences are tried when nobody says otherwise.</summary>
    private protected virtual long UsualSequences => 2_000;

    [Fact]
    public Task Verbs_DoWhatTheModelDoes_WhateverTheirOrder_R010_R017_R022_R062_R080_R133_R135_R137_R161() =>
        StepGen.Steps.SampleAsync(
            Rehearse,
            iter: Sequences > 0 ? Sequences : UsualSequences,
            threads: 1,
            print: steps => "\n" + string.Join('\n', steps.Select(step => $"{step}")));

    private async Task Rehearse(Step[] steps)
    {
        if (_left-- == 0)
        {
            await Renew();
        }

        try
        {
            await Rehearsal.Run(Store, Clock, steps);
        }
        catch
        {
            // What is left in the store belongs to a sequence that broke off.
            await Renew();
            throw;
        }
    }

    private async Task Renew()
    {
        _left = SequencesOfAStore;
        await DisposeAsync();
        await InitializeAsync();
    }
}
