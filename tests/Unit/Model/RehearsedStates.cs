using AsyncEngine;
using AsyncEngine.Jobs;
using AsyncEngine.Storage;
using Xunit;

namespace Unit.Model;

/// <summary>Changes of states, from outside and by jobs, done to a store and to the model.</summary>
internal sealed class RehearsedStates(IStore store, ModelState state)
{
    private static long _rehearsals;

    // A store serves many rehearsals, and its states belong to no queue.
    private readonly string _prefix = $"{Interlocked.Increment(ref _rehearsals)}-";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Names them all before anything runs: jobs of one batch are made at the same time.</summary>
    public void Begin()
    {
        foreach (var number in Enumerable.Range(1, 2))
        {
            state.States.Add($"{_prefix}{number}", new ModelNamedState($"{_prefix}{number}"));
        }
    }

    /// <summary>The name of a state, from 1; null = none.</summary>
    public string? NameOf(int number) => number == 0 ? null : Find(number).Name;

    /// <summary>What a claimed job may write to its state.</summary>
    public static StateChange Own(ClaimedJob job) =>
        new() { Name = job.State!, Value = new Payload(new byte[] { 1 }), ExpectedVersion = job.StateVersion };

    /// <summary>A change by somebody who does not care.</summary>
    public StateChange Change() => new() { Name = Find(1).Name, Value = new Payload(new byte[] { 2 }) };

    /// <summary>False: another version was expected, and the settlement is refused.</summary>
    public bool Apply(Settlement settlement) => settlement.StateChanges.All(
        change => state.States[change.Name].TryWrite(change.ExpectedVersion, settlement.Key.JobId));

    public Task Do(Step.WriteState step)
    {
        var named = Find(step.Number);
        long? expected = step.Expected switch
        {
            Expectation.Current => named.Seen,
            Expectation.None => 0,
            Expectation.Old => named.Version + 5,
            _ => null,
        };
        var refusal = named.TryWrite(expected, changedBy: null) ? null : ErrorIds.StateConflict;
        return Change(Change() with { Name = named.Name, ExpectedVersion = expected }, refusal);
    }

    public Task Do(Step.RemoveState step)
    {
        var named = Find(step.Number);
        var refusal = !named.Exists ? ErrorIds.StateNotFound
            : !step.Force && state.Jobs.Values.Any(job => job.State == named && IsOpen(job)) ? ErrorIds.StateInUse
            : null;
        if (refusal is null)
        {
            named.Remove();
        }

        return Change(new StateChange { Name = named.Name, IsRemoval = true, Force = step.Force }, refusal);
    }

    /// <summary>What is seen of states after each step.</summary>
    public Task Compare() => Task.WhenAll(state.States.Values.Select(Compare));

    private async Task Compare(ModelNamedState named)
    {
        var record = await store.States.ReadAsync(named.Name, Cancel);
        Alike.Check(
            (named.Exists, named.Exists ? (named.Version, named.ChangedBy, UserOf(named)) : default),
            (record is not null, record is null ? default : (record.Version, record.ChangedBy, record.UsedBy)));
    }

    /// <summary>Never two at once: there is one slot.</summary>
    private long? UserOf(ModelNamedState named)
    {
        var users = state.Jobs.Values.Where(job => job.HasSlots && job.State == named).Select(job => job.Id)
            .Concat(state.Holds.Where(hold => hold.Quotas.Contains(named.Slot)).Select(hold => hold.Run.JobId))
            .ToList();
        Assert.Equal(named.Slot.Used, users.Count);
        return users.Count == 0 ? null : Assert.Single(users);
    }

    private static bool IsOpen(ModelJob job) => job.Stand is ModelStand.Held or ModelStand.Ready
        || job is { Stand: ModelStand.Running, Phase: not JobStatus.Callbacks };

    private async Task Change(StateChange change, string? refusal)
    {
        if (refusal is null)
        {
            Assert.Equal([state.States[change.Name].Version], await store.States.ChangeAsync([change], Cancel));
            return;
        }

        var thrown = await Assert.ThrowsAsync<AsyncEngineException>(() => store.States.ChangeAsync([change], Cancel));
        Assert.Equal(refusal, thrown.ErrorId);
    }

    private ModelNamedState Find(int number) => state.States[$"{_prefix}{number}"];
}
