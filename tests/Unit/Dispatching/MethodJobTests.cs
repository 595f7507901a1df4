using AsyncEngine;
using AsyncEngine.Calls;
using AsyncEngine.Dispatching;
using AsyncEngine.Jobs;
using Xunit;

namespace Unit.Dispatching;

/// <summary>What method jobs may look like, and what they see.</summary>
public sealed class MethodJobTests : IAsyncDisposable
{
    private readonly TestStore _test = new();
    private readonly Gate _gate = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Call_IsAwaited_WhenItReturnsATask_R095()
    {
        var text = _test.Queue.Add(() => Chores.LaterAsync("then"));
        var number = _test.Queue.Add(() => Chores.ValueAsync(7));
        var failed = _test.Queue.Add(() => Chores.FailLaterAsync());
        await _test.DrainAsync();

        Assert.Equal("then", await text.ResultAsync<string>(Token));
        Assert.Equal(7, await number.ResultAsync<int>(Token));
        Assert.Equal("later", (await failed.WaitAsync(Token)).Error?.Message);
    }

    [Fact]
    public async Task Call_GetsItsContextAndToken_R030_R192_R193()
    {
        var job = _test.Queue.Add(() => Chores.Describe(null!), new JobOptions { Name = "me" });
        await _test.DrainAsync();

        Assert.Equal($"{job.Id} me default 1 main True True", await job.ResultAsync<string>(Token));
        Assert.Null(JobContext.Current);
    }

    [Fact]
    public async Task Context_FollowsTheCall_OverAwaits_R192()
    {
        var job = _test.Queue.Add(() => Chores.KeepsContextAsync());
        await _test.DrainAsync();

        Assert.True(await job.ResultAsync<bool>(Token));
    }

    [Fact]
    public async Task Call_MakesItsObject_AndDisposesIt_R058()
    {
        var made = _test.Queue.Add(() => new Tool().Use(_gate.Id));
        var byType = _test.Queue.Add<Tool>(tool => tool.Use(_gate.Id));
        await _test.DrainAsync(new DispatcherOptions { Agents = [new AgentOptions { Size = 1 }] });

        Assert.Equal("used", await made.ResultAsync<string>(Token));
        Assert.Equal("used", await byType.ResultAsync<string>(Token));
        Assert.Equal(["used", "disposed", "used", "disposed"], _gate.Notes);
    }

    [Fact]
    public async Task CreateInstance_MakesObjectsOfInterfaces()
    {
        var job = _test.Queue.Add<ITool>(tool => tool.Use(_gate.Id));
        await _test.DrainAsync(new DispatcherOptions { CreateInstance = _ => new Tool() });

        Assert.Equal("used", await job.ResultAsync<string>(Token));
    }

    [Fact]
    public async Task Script_FailsWithAReason_WhenNoHostRunsScripts()
    {
        var ids = await _test.Store.Storage.Jobs.EnqueueAsync(
            [new() { Call = new CallText(CallKind.Script, "1 + 1") }], Token);
        await _test.DrainAsync();

        var job = await _test.Store.GetJobAsync(ids[0], Token);
        Assert.Equal(ErrorIds.ScriptInvalid, job.Error?.ErrorId);
    }

    [Fact]
    public async Task Method_ThatIsGone_FailsItsJobAlone_R266()
    {
        var ids = await _test.Store.Storage.Jobs.EnqueueAsync(
            [new() { Call = new CallText(CallKind.Method, "[Unit]Unit.Gone::Run()"), MaxAttempts = 5 }], Token);
        var other = _test.Queue.Add(() => Chores.Twice(2));
        await _test.DrainAsync();

        var job = await _test.Store.GetJobAsync(ids[0], Token);
        Assert.Equal((ErrorIds.MethodNotFound, 1), (job.Error?.ErrorId, job.Attempt));
        Assert.Equal(4, await other.ResultAsync<int>(Token));
    }

    [Fact]
    public async Task Result_FailsTheJob_WhenItIsTooLarge()
    {
        await using var small = _test.Open(new StoreOptions { MaxResultBytes = 1_000 });
        var job = small.Queue().Add(() => Chores.Echo(new string('x', 2_000)));
        await using var dispatcher = await _test.StartAsync(store: small);
        await job.WaitAsync(Token);

        Assert.Equal(ErrorIds.PayloadTooLarge, job.Error?.ErrorId);
        await dispatcher.StopAsync(cancellationToken: Token);
    }

    [Fact]
    public async Task AddedJobs_BecomeReal_WhenTheirAdderSucceeds_R065()
    {
        _test.Queue.Add(() => Chores.AddAnother(_gate.Id, null!, false));
        await _test.DrainAsync();

        Assert.Equal(["inner"], _gate.Notes);
    }

    [Fact]
    public async Task AddedJobs_Vanish_WhenTheirAdderFails_R041_R065()
    {
        _test.Queue.Add(() => Chores.AddAnother(_gate.Id, null!, true));
        await _test.DrainAsync();

        Assert.Empty(_gate.Notes);
    }

    [Fact]
    public async Task Wait_IsRefused_ForAJobOfTheSameTransaction()
    {
        var job = _test.Queue.Add(() => Chores.WaitForOwnAsync(null!));
        await _test.DrainAsync();

        Assert.Equal(ErrorIds.WaitWouldDeadlock, (await job.WaitAsync(Token)).Error?.ErrorId);
    }

    [Fact]
    public async Task Wait_LendsItsSlot_SoThatTheOtherJobCanRun()
    {
        var job = _test.Queue.Add(() => Chores.WaitForImmediateAsync(null!));
        await _test.DrainAsync(new DispatcherOptions { Agents = [new AgentOptions { Size = 1 }] });

        Assert.Equal(8, await job.ResultAsync<int>(Token));
    }

    [Fact]
    public async Task Progress_IsSeenWithTheOutcome_AtTheLatest()
    {
        var job = _test.Queue.Add(() => Chores.Report(null!));
        await _test.DrainAsync();

        Assert.Equal(new JobProgress("counting", "half", 50), (await job.WaitAsync(Token)).Progress);
    }

    [Fact]
    public async Task Progress_ThatSaysNothing_FailsItsJob_RatherThanItsOutcome()
    {
        var job = _test.Queue.Add(() => Chores.ReportNothing(null!));
        await _test.DrainAsync();

        Assert.Equal(nameof(ArgumentNullException), (await job.WaitAsync(Token)).Error!.ErrorId);
    }

    public async ValueTask DisposeAsync()
    {
        _gate.Dispose();
        await _test.DisposeAsync();
    }

    public interface ITool
    {
        string Use(string gate);
    }

    public sealed class Tool : ITool, IDisposable
    {
        private string? _gate;

        public string Use(string gate)
        {
            _gate = gate;
            Gate.Of(gate).Note("used");
            return "used";
        }

        public void Dispose() => Gate.Of(_gate!).Note("disposed");
    }
}
