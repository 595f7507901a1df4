using System.Collections;
using AsyncEngine;
using AsyncEngine.Calls;
using AsyncEngine.Dispatching;
using AsyncEngine.Jobs;
using Xunit;

namespace Unit.Dispatching;

/// <summary>Jobs that work on states: what is saved, what is lost, and what happens when somebody else writes.</summary>
public sealed class StateTests : IAsyncDisposable
{
    private readonly TestStore _test = new();
    private readonly Gate _gate = new();

    public StateTests() => Counter.Outside[_gate.Id] = _test.Open();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private StoreStates States => _test.Store.States;

    [Fact]
    public async Task MethodOfAState_ChangesIt_AndReturnsItsResult()
    {
        var first = _test.Queue.Add<Counter>("demo", counter => counter.Increase(5));
        var second = _test.Queue.Add<Counter>("DEMO", counter => counter.Increase(2));
        await _test.DrainAsync();

        Assert.Equal(5, await first.ResultAsync<int>(Token));
        Assert.Equal(7, await second.ResultAsync<int>(Token));
        var state = await States.ReadAsync<Counter>("demo", Token);
        Assert.Equal((7, second.Id, "demo"), (state!.Value!.Value, state.ChangedBy, state.Name));
    }

    [Fact]
    public async Task StaticMethod_FindsTheState_InItsContext()
    {
        var job = _test.Queue.Add(() => Counter.ByContext(3, null!), new JobOptions { State = "demo" });
        var none = _test.Queue.Add(() => Counter.ByContext(3, null!));
        await _test.DrainAsync();

        Assert.Equal(3, await job.ResultAsync<int>(Token));
        Assert.Equal(3, (await States.GetAsync<Counter>("demo", Token))!.Value);
        Assert.Equal(ErrorIds.ArgumentInvalid, (await none.WaitAsync(Token)).Error!.ErrorId);
    }

    [Fact]
    public async Task FailedCall_ChangesNothing_R065()
    {
        await States.SetAsync("demo", new Counter { Value = 1 }, cancellationToken: Token);
        var before = (await States.ReadAsync<Counter>("demo", Token))!.Version;
        var job = _test.Queue.Add<Counter>("demo", counter => counter.Fail(5));
        await _test.DrainAsync();

        Assert.Equal("after a change", (await job.WaitAsync(Token)).Error!.Message);
        var state = (await States.ReadAsync<Counter>("demo", Token))!;
        Assert.Equal((1, before), (state.Value!.Value, state.Version));
    }

    [Fact]
    public async Task CallThatChangesNothing_WritesNothing()
    {
        await States.SetAsync("demo", new Counter { Value = 1 }, cancellationToken: Token);
        var before = (await States.ReadAsync<Counter>("demo", Token))!.Version;
        _test.Queue.Add<Counter>("demo", counter => counter.Increase(0));
        await _test.DrainAsync();

        Assert.Equal(before, (await States.ReadAsync<Counter>("demo", Token))!.Version);
    }

    [Fact]
    public async Task ChangeFromOutside_MakesTheJobRunAgain_WithTheNewValue_R112()
    {
        var job = _test.Queue.Add<Counter>("demo", counter => counter.IncreaseDisturbed(_gate.Id, "demo", 2));
        await _test.DrainAsync();

        Assert.Equal(201, await job.ResultAsync<int>(Token));
        Assert.Equal(["0", "100", "200"], _gate.Notes);
        Assert.Equal(1, job.Attempt);
        Assert.Equal(201, (await States.GetAsync<Counter>("demo", Token))!.Value);
    }

    [Fact]
    public async Task Conflicts_AreMetFiveTimes_ThenTheJobFails_AndNothingOfItIsSeen_R112()
    {
        var job = _test.Queue.Add<Counter>("demo", counter => counter.IncreaseWithCompany(_gate.Id, "demo", null!));
        await _test.DrainAsync();

        await job.WaitAsync(Token);
        Assert.Equal((JobOutcome.Failed, ErrorIds.StateConflict), (job.Outcome, job.Error?.ErrorId));
        Assert.Equal(["0", "100", "200", "300", "400"], _gate.Notes);
        Assert.Equal(500, (await States.GetAsync<Counter>("demo", Token))!.Value);
        Assert.Equal(1, await _test.Store.CountJobsAsync(cancellationToken: Token));
    }

    [Fact]
    public async Task ConflictsOfTheCallAndOfItsSettle_CountTogether_R112()
    {
        var job = _test.Queue.Add(
            () => Counter.LoseThenBeDisturbed(_gate.Id, "demo", 3, null!), new JobOptions { State = "demo" });
        await _test.DrainAsync();

        Assert.Equal(ErrorIds.StateConflict, (await job.WaitAsync(Token)).Error!.ErrorId);
        Assert.Equal(5, _gate.Notes.Count);
    }

    [Theory]
    [InlineData(RetryPolicyKind.Never, 1)]
    [InlineData(RetryPolicyKind.Forever, 21)]
    public async Task Conflicts_GoByPolicy_R118_R119(RetryPolicyKind policy, int calls)
    {
        var job = _test.Queue.Add<Counter>(
            "demo",
            counter => counter.IncreaseDisturbed(_gate.Id, "demo", 20),
            new JobOptions { RetryPolicy = policy });
        await _test.DrainAsync();

        await job.WaitAsync(Token);
        Assert.Equal(policy == RetryPolicyKind.Never ? JobOutcome.Failed : JobOutcome.Succeeded, job.Outcome);
        Assert.Equal(calls, _gate.Notes.Count);
    }

    [Fact]
    public async Task JobWithAttempts_IsTriedLater_WhenItsConflictsAreUsedUp()
    {
        var job = _test.Queue.Add<Counter>(
            "demo",
            counter => counter.IncreaseDisturbed(_gate.Id, "demo", 7),
            new JobOptions { MaxAttempts = 2, RetryDelay = TimeSpan.Zero });
        await _test.DrainAsync();

        Assert.Equal(701, await job.ResultAsync<int>(Token));
        Assert.Equal((8, 2), (_gate.Notes.Count, job.Attempt));
    }

    [Fact]
    public async Task OtherStates_AreChangedWithTheJob_R065()
    {
        var good = _test.Queue.Add(() => Counter.SetOtherAsync("good", 1, false, null!));
        var bad = _test.Queue.Add(() => Counter.SetOtherAsync("bad", 1, true, null!));
        var own = _test.Queue.Add(() => Counter.SetOtherAsync("own", 1, false, null!), new JobOptions { State = "OWN" });
        await _test.DrainAsync();

        Assert.Equal(JobOutcome.Succeeded, (await good.WaitAsync(Token)).Outcome);
        Assert.Equal(2, await States.GetAsync<int>("good", Token));
        Assert.Equal(JobOutcome.Failed, (await bad.WaitAsync(Token)).Outcome);
        Assert.Null(await States.ReadAsync<int>("bad", Token));
        Assert.Equal(ErrorIds.ArgumentInvalid, (await own.WaitAsync(Token)).Error!.ErrorId);
    }

    [Fact]
    public async Task WaitingForAJobOfTheOwnState_IsRefused()
    {
        var job = _test.Queue.Add(() => Counter.WaitForSameStateAsync(null!), new JobOptions { State = "demo" });
        await _test.DrainAsync();

        Assert.Equal(ErrorIds.WaitWouldDeadlock, (await job.WaitAsync(Token)).Error!.ErrorId);
        Assert.Equal(1, (await States.GetAsync<Counter>("demo", Token))!.Value);
    }

    [Fact]
    public async Task StateThatIsTooLarge_FailsTheJob()
    {
        var options = new StoreOptions { MaxStateBytes = 200 };
        await using var store = _test.Open(options);
        var job = store.Queue().Add<Counter>("demo", counter => counter.IncreaseDisturbed(_gate.Id, "other", 0));
        await using var dispatcher = await _test.StartAsync(null, store);

        Assert.Equal(JobOutcome.Succeeded, (await job.WaitAsync(Token)).Outcome);
        var large = store.Queue().Add<Notebook>("notes", notes => notes.Write(new string('x', 300)));
        Assert.Equal(ErrorIds.PayloadTooLarge, (await large.WaitAsync(Token)).Error!.ErrorId);
        Assert.Null(await store.States.GetAsync<Notebook>("notes", Token));
    }

    [Fact]
    public void TypesThatCannotBeKept_AreRefusedWhenTheJobIsAdded()
    {
        Refused(() => _test.Queue.Add<Stream>("x", stream => stream.Flush()));
        Refused(() => _test.Queue.Add<IList>("x", list => list.Clear()));
        Refused(() => _test.Queue.Add<Closed>("x", closed => closed.Open()));
        Refused(() => _test.Queue.Add<string>("x", text => text.GetHashCode()));

        static void Refused(Func<Job> add) => Assert.Equal(
            ErrorIds.PayloadNotSerializable, Assert.Throws<AsyncEngineException>(() => add()).ErrorId);
    }

    [Fact]
    public async Task StateThatWouldNotComeBack_FailsTheJob()
    {
        var job = _test.Queue.Add<HalfOpen>("x", half => half.Hide(7));
        await _test.DrainAsync();

        Assert.Equal(ErrorIds.PayloadNotSerializable, (await job.WaitAsync(Token)).Error!.ErrorId);
    }

    [Fact]
    public void CallThatIsNotOnTheState_IsRefused()
    {
        var refusal = Assert.Throws<AsyncEngineException>(
            () => _test.Queue.Add<Counter>("x", counter => Counter.ByContext(1, null!)));

        Assert.Equal(ErrorIds.ArgumentInvalid, refusal.ErrorId);
    }

    [Fact]
    public async Task Collections_CanBeStates()
    {
        _test.Queue.Add<Dictionary<string, int>>("sums", sums => sums.Add("a", 1));
        _test.Queue.Add<Dictionary<string, int>>("sums", sums => sums.Add("b", 2));
        await _test.DrainAsync();

        var sums = (await States.GetAsync<Dictionary<string, int>>("sums", Token))!;
        Assert.Equal((2, 1, 2), (sums.Count, sums["a"], sums["b"]));
    }

    [Fact]
    public async Task TwoDispatchers_CountExactly()
    {
        const int jobs = 200;
        await _test.Queue.AddRangeAsync(
            Enumerable.Range(0, jobs).Select(_ => JobSpec.OfState<Counter>("demo", counter => counter.Increase(1))), Token);
        await using var first = await _test.StartAsync();
        await using var second = await _test.StartAsync(null, _test.Open());
        await first.DrainAsync(Token).WaitAsync(TimeSpan.FromMinutes(2), Token);

        Assert.Equal(jobs, (await States.GetAsync<Counter>("demo", Token))!.Value);
    }

    [Fact]
    public async Task Door_ListsRemovesAndComparesVersions()
    {
        var version = await States.SetAsync("a", 1, 0, Token);
        await Assert.ThrowsAsync<AsyncEngineException>(() => States.SetAsync("a", 2, version + 1, Token));
        await States.SetAsync("a", 2, version, Token);
        await States.SetAsync("b", 3, cancellationToken: Token);

        var names = new List<string>();
        await foreach (var state in States.ListAsync("[ab]", Token))
        {
            names.Add(state.Name);
        }

        await States.RemoveAsync("a", cancellationToken: Token);

        Assert.Equal(["a", "b"], names);
        Assert.Null(await States.ReadAsync<int>("a", Token));
    }

    public async ValueTask DisposeAsync()
    {
        Counter.Outside.TryRemove(_gate.Id, out _);
        _gate.Dispose();
        await _test.DisposeAsync();
    }

    public sealed class Notebook
    {
        public string Text { get; set; } = string.Empty;

        public void Write(string text) => Text += text;
    }

    public sealed class Closed
    {
        public int Value { get; private set; }

        public void Open() => Value++;
    }

    public sealed class HalfOpen
    {
        public int Seen { get; set; }

        public int Hidden { get; private set; }

        public void Hide(int value) => Hidden = value;
    }
}
