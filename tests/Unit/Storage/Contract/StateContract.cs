using AsyncEngine;
using AsyncEngine.Jobs;
using AsyncEngine.Storage;
using Xunit;

namespace Unit.Storage.Contract;

/// <summary>States: named values with versions.</summary>
public abstract class StateContract : StateSteps
{
    [Fact]
    public async Task Write_ThenRead_GivesTheValue_UnderAnyCase()
    {
        var version = await Write("Counter", Bytes(1, 2, 3));

        var state = (await Store.States.ReadAsync("COUNTER", Cancel))!;

        Assert.Equal("Counter", state.Name);
        Same(Bytes(1, 2, 3), state.Value);
        Assert.Equal(version, state.Version);
        Assert.Equal(T0, state.ChangedAt);
        Assert.Null(state.ChangedBy);
        Assert.Null(state.UsedBy);
    }

    [Fact]
    public async Task Read_GivesNull_WhenThereIsNone() =>
        Assert.Null(await Store.States.ReadAsync("nothing", Cancel));

    [Fact]
    public async Task Write_KeepsTheFirstSpelling_AndRaisesTheVersion()
    {
        var first = await Write("Counter", Bytes(1));
        Clock.Advance(TimeSpan.FromMinutes(1));

        var second = await Write("counter", Bytes(2));

        var state = (await Read("counter"))!;
        Assert.True(second > first);
        Assert.Equal(("Counter", second, T0.AddMinutes(1)), (state.Name, state.Version, state.ChangedAt));
    }

    [Fact]
    public async Task Write_IsRefused_WhenTheVersionIsAnotherOne()
    {
        var version = await Write("x", Bytes(1));
        await Write("x", Bytes(2));

        var refusal = await Refused(ErrorIds.StateConflict, () => Write("x", Bytes(3), version));

        Assert.Equal("x", refusal.Target);
        Same(Bytes(2), (await Read("x"))!.Value);
    }

    [Fact]
    public async Task Write_WithVersionZero_CreatesOnly()
    {
        await Write("x", Bytes(1), 0);

        await Refused(ErrorIds.StateConflict, () => Write("x", Bytes(2), 0));
    }

    [Fact]
    public async Task Changes_AreMadeAllOrNone()
    {
        await Write("b", Bytes(1));

        await Refused(ErrorIds.StateConflict, () => Store.States.ChangeAsync(
            [Set("a", Bytes(1)), Set("b", Bytes(2)) with { ExpectedVersion = 99 }], Cancel));

        Assert.Null(await Read("a"));
        Same(Bytes(1), (await Read("b"))!.Value);
    }

    [Fact]
    public async Task Remove_TakesItAway_AndItsVersionsAreNotGivenAgain()
    {
        var before = await Write("x", Bytes(1));

        await Remove("X");

        Assert.Null(await Read("x"));
        Assert.True(await Write("X", Bytes(2), 0) > before + 1);
        Assert.Equal("X", (await Read("x"))!.Name);
        await Refused(ErrorIds.StateConflict, () => Write("x", Bytes(3), before));
    }

    [Fact]
    public async Task Remove_IsRefused_WhenThereIsNone()
    {
        await Refused(ErrorIds.StateNotFound, () => Remove("x"));
        await Write("x", Bytes(1));
        await Remove("x");
        await Refused(ErrorIds.StateNotFound, () => Remove("x"));
    }

    [Theory]
    [InlineData("ready")]
    [InlineData("held")]
    [InlineData("running")]
    [InlineData("interrupted")]
    public async Task Remove_IsRefused_WhileAJobNamesIt(string where)
    {
        var job = Stateful("x", "job");
        var id = await Add(where == "held" ? job with { Delay = TimeSpan.FromHours(1) } : job);
        if (where is "running" or "interrupted")
        {
            var worker = await Worker();
            var claimed = (await worker.ClaimOne())!;
            if (where == "interrupted")
            {
                await worker.Settle(TestWorker.Back(claimed.Key, interruption: true));
            }
        }

        var refusal = await Refused(ErrorIds.StateInUse, () => Remove("x"));
        Assert.Contains($"job {id}", refusal.Message, StringComparison.Ordinal);
        await Remove("x", force: true);

        Assert.Null(await Read("x"));
    }

    [Fact]
    public async Task Remove_IsGranted_WhenItsJobsHaveEnded()
    {
        await Add(Stateful("x", "done"));
        var worker = await Worker();
        await worker.Succeed((await worker.ClaimOne())!);

        await Remove("x");

        Assert.Null(await Read("x"));
    }

    [Fact]
    public async Task Names_AreNotEmpty_AndValuesNotTooLarge()
    {
        await Refused(ErrorIds.ArgumentInvalid, () => Write(" ", Bytes(1)));
        await Refused(ErrorIds.ArgumentInvalid, () => Add(Stateful(" ", "job")));
        await Refused(ErrorIds.PayloadTooLarge, () => Write("x", new Payload(new byte[Options.MaxStateBytes + 1])));
        await Write("x", new Payload(new byte[Options.MaxStateBytes]));
    }

    [Fact]
    public async Task List_GivesNamesInOrder_ByWildcardAndByPage()
    {
        foreach (var name in (string[])["beta", "Alpha", "gamma", "alps"])
        {
            await Write(name, Bytes(7));
        }

        await Write("gone", Bytes(7));
        await Remove("gone");

        Assert.Equal("Alpha alps beta gamma", await List(new StateFilter(null, 10)));
        Assert.Equal("Alpha alps", await List(new StateFilter(["AL*"], 10)));
        Assert.Equal("alps gamma", await List(new StateFilter(["a[l]p[s]", "g?mma"], 10)));
        Assert.Equal("alps beta", await List(new StateFilter(null, 2, "ALPHA")));
        Assert.Empty(await Store.States.ListAsync(new StateFilter(["[*]"], 10), Cancel));
        var bare = (await Store.States.ListAsync(new StateFilter(["beta"], 10) { WithValues = false }, Cancel)).Single();
        Assert.True(bare.Value.IsEmpty);
    }
}
