using System.Collections.Concurrent;
using AsyncEngine;
using AsyncEngine.Calls;
using AsyncEngine.Jobs;

namespace Unit.Dispatching;

/// <summary>A state of these tests, and jobs that work on it.</summary>
public sealed class Counter
{
    /// <summary>Stores through which nothing belongs to a job, by the ids of gates.</summary>
    public static ConcurrentDictionary<string, AsyncStore> Outside { get; } = new();

    public int Value { get; set; }

    public List<string> Notes { get; set; } = [];

    public int Increase(int by) => Value += by;

    public void Fail(int by)
    {
        Increase(by);
        throw new InvalidOperationException("after a change");
    }

    /// <summary>Does not read its state for long: somebody else changes it while it runs, so often.</summary>
    public int IncreaseDisturbed(string gate, string state, int times)
    {
        Gate.Of(gate).Note($"{Value}");
        Disturb(gate, state, times);
        return Increase(1);
    }

    public int IncreaseWithCompany(string gate, string state, JobContext context)
    {
        context.Store.Queue().Add(() => Chores.Note(gate, "company"));
        return IncreaseDisturbed(gate, state, int.MaxValue);
    }

    public static int ByContext(int by, JobContext context) => context.GetState<Counter>().Increase(by);

    /// <summary>Loses a race by itself so often, then wins, and is disturbed every time it does.</summary>
    public static int LoseThenBeDisturbed(string gate, string state, int losses, JobContext context)
    {
        Gate.Of(gate).Note("call");
        if (Gate.Of(gate).Notes.Count <= losses)
        {
            throw new AsyncEngineException(ErrorIds.StoreBusy, "lost a race");
        }

        Disturb(gate, state, int.MaxValue);
        return context.GetState<Counter>().Increase(1);
    }

    public static async Task SetOtherAsync(string state, int value, bool fails, JobContext context)
    {
        await context.Store.States.SetAsync(state, value);
        await context.Store.States.SetAsync(state, value + 1);
        if (fails)
        {
            throw new InvalidOperationException("after a change");
        }
    }

    public static async Task WaitForSameStateAsync(JobContext context)
    {
        var inner = await context.Store.Queue().AddAsync<Counter>(
            "DEMO", counter => counter.Increase(1), new JobOptions { Immediate = true });
        await inner.WaitAsync();
    }

    private static void Disturb(string gate, string state, int times)
    {
        if (Gate.Of(gate).Notes.Count(note => note != "company") <= times)
        {
            var states = Outside[gate].States;
            var now = states.GetAsync<Counter>(state).GetAwaiter().GetResult() ?? new Counter();
            now.Value += 100;
            states.SetAsync(state, now).GetAwaiter().GetResult();
        }
    }
}
