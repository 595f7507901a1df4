using System.Collections.Concurrent;
using AsyncEngine.Calls;
using AsyncEngine.Dispatching;
using AsyncEngine.Jobs;
using AsyncEngine.Storage;
using Xunit;

namespace Unit.Dispatching;

/// <summary>What a dispatcher does with the host that runs its scripts.</summary>
public sealed class WorkerHostTests : IAsyncDisposable
{
    private readonly TestStore _test = new();
    private readonly Gate _gate = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Script_IsRunByTheHost_WithItsArgumentsAndContext()
    {
        var host = new TestHost(invocation => new CallResult
        {
            Result = new Payload(invocation.Arguments.Bytes), HadErrors = true, ExitCode = 0,
        });
        var id = await AddAsync("script", new Payload(new byte[] { 1, 2, 3 }));
        await DrainAsync(host);

        var record = (await _test.Store.Storage.Jobs.GetAsync([id], Token))[0]!;
        Assert.Equal(JobOutcome.Succeeded, record.Outcome);
        Assert.Equal([1, 2, 3], record.Result.Bytes.ToArray());
        Assert.True(record.HadErrors);
        var seen = host.Seen.Single();
        Assert.Equal(("script", id), (seen.Call.Text, seen.Context.JobId));
    }

    [Fact]
    public async Task Runner_ThatIsUsedUp_IsPreparedAnew()
    {
        var host = new TestHost(_ => new CallResult()) { UsableFor = 2 };
        for (var i = 0; i < 5; i++)
        {
            await AddAsync("script");
        }

        await DrainAsync(host);

        Assert.Equal(5, host.Seen.Count);
        Assert.Equal(3, host.Prepared);
    }

    [Fact]
    public async Task Runner_ThatThrows_FailsTheJobAlone()
    {
        var host = new TestHost(_ => throw new InvalidOperationException("runner"));
        var id = await AddAsync("script");
        await DrainAsync(host);

        Assert.Equal("runner", (await _test.Store.GetJobAsync(id, Token)).Error?.Message);
    }

    [Fact]
    public async Task Host_ThatCannotPrepare_IsAskedAgain()
    {
        var host = new TestHost(_ => new CallResult()) { Failures = 3 };
        var id = await AddAsync("script");
        await DrainAsync(host);

        Assert.Equal(JobOutcome.Succeeded, (await _test.Store.GetJobAsync(id, Token)).Outcome);
    }

    [Fact]
    public async Task Stop_IsPassedOnToTheRunner()
    {
        var host = new TestHost(runner: _ =>
        {
            _gate.Pass(CancellationToken.None);
            return new CallResult { WasStopped = true };
        })
        {
            OnStop = _gate.Open,
        };
        var dispatcher = await _test.StartAsync(new DispatcherOptions { WorkerHost = host });
        var job = await _test.Store.GetJobAsync(await AddAsync("script"), Token);
        await _gate.EnteredAsync();

        await job.StopAsync(Token);
        await job.WaitAsync(Token);

        Assert.Equal(JobOutcome.Cancelled, job.Outcome);
        await dispatcher.StopAsync(cancellationToken: Token);
    }

    // A runner that says "stopped" although nobody asked has a job that stopped its own pipeline.
    [Fact]
    public async Task Script_ThatStopsItself_HasFailed()
    {
        var host = new TestHost(_ => new CallResult { WasStopped = true });
        var id = await AddAsync("script");
        await DrainAsync(host);

        Assert.Equal(ErrorIds.JobAborted, (await _test.Store.GetJobAsync(id, Token)).Error?.ErrorId);
    }

    [Fact]
    public async Task Output_IsInTheStore_BeforeTheOutcome()
    {
        var faulty = new FaultyStore(_test.Store);
        var host = new TestHost(invocation =>
        {
            invocation.Context.Output.TryRecord(new byte[] { 7 });
            return new CallResult();
        });
        var id = await AddAsync("script");
        await using var dispatcher = await _test.StartAsync(
            new DispatcherOptions { WorkerHost = host }, faulty.Door);
        await dispatcher.DrainAsync(Token);

        var written = faulty.Written.ToList();
        var flush = written.FindIndex(each => each is IReadOnlyList<LiveOutput>);
        var settle = written.FindIndex(each => each is Turn turn && turn.Settlements.Any(s => s.Key.JobId == id));
        Assert.InRange(flush, 0, settle - 1);
        var chunk = Assert.Single(await _test.Store.Storage.Live.ReadStreamAsync(id, 0, 10, Token));
        Assert.Equal([7], chunk.Bytes.ToArray());
    }

    [Fact]
    public async Task Output_IsInTheStore_WhileTheJobRuns()
    {
        var host = new TestHost(invocation =>
        {
            invocation.Context.Output.TryRecord(new byte[] { 7 });
            _gate.Pass(CancellationToken.None);
            return new CallResult();
        });
        var id = await AddAsync("script");
        await _test.StartAsync(new DispatcherOptions { WorkerHost = host });
        await _gate.EnteredAsync();

        while ((await _test.Store.Storage.Live.ReadStreamAsync(id, 0, 10, Token)).Count == 0)
        {
            await Task.Delay(5, Token);
        }

        _gate.Open();
    }

    [Fact]
    public async Task Output_CostsNothing_WhenThereIsNone()
    {
        var faulty = new FaultyStore(_test.Store);
        await _test.Queue.AddRangeAsync(Enumerable.Range(0, 20), item => Chores.Twice(item), cancellationToken: Token);
        await using var dispatcher = await _test.StartAsync(store: faulty.Door);
        await dispatcher.DrainAsync(Token);

        Assert.Empty(faulty.Written.OfType<IReadOnlyList<LiveOutput>>());
    }

    private async Task<long> AddAsync(string text, Payload arguments = default)
    {
        var ids = await _test.Store.Storage.Jobs.EnqueueAsync(
            [new NewJob { Call = new CallText(CallKind.Script, text), Arguments = arguments }], Token);
        return ids[0];
    }

    private Task DrainAsync(IWorkerHost host) => _test.DrainAsync(
        new DispatcherOptions { WorkerHost = host, Agents = [new AgentOptions { Size = 1 }] });

    public async ValueTask DisposeAsync()
    {
        _gate.Dispose();
        await _test.DisposeAsync();
    }

    private sealed class TestHost(Func<ScriptInvocation, CallResult> runner) : IWorkerHost
    {
        private int _failures;

        public ConcurrentQueue<ScriptInvocation> Seen { get; } = new();

        public int UsableFor { get; init; } = int.MaxValue;

        public int Failures { init => _failures = value; }

        public Action? OnStop { get; init; }

        public int Prepared { get; private set; }

        public int StackSize => 0;

        public void Work(Func<ICallRunner, bool> serve)
        {
            if (_failures-- > 0)
            {
                throw new InvalidOperationException("cannot prepare");
            }

            do
            {
                Prepared++;
            }
            while (!serve(new Runner(this)));
        }

        private sealed class Runner(TestHost host) : ICallRunner
        {
            private int _calls;

            public bool IsUsable => _calls < host.UsableFor;

            public CallResult Run(ScriptInvocation invocation)
            {
                _calls++;
                host.Seen.Enqueue(invocation);
                return host.Invoke(invocation);
            }

            public void Stop() => host.OnStop?.Invoke();

            public void Abandon()
            {
            }
        }

        private CallResult Invoke(ScriptInvocation invocation) => runner(invocation);
    }
}
