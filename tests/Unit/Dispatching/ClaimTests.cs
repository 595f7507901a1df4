using AsyncEngine;
using AsyncEngine.Dispatching;
using AsyncEngine.Jobs;
using AsyncEngine.Storage;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Unit.Dispatching;

/// <summary>What an agent claims, when, and what it gives back.</summary>
public sealed class ClaimTests : IAsyncDisposable
{
    private readonly TestStore _test = new();
    private readonly FaultyStore _seen;
    private readonly Gate _gate = new();

    public ClaimTests() => _seen = new FaultyStore(_test.Store);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IEnumerable<Turn> Turns => _seen.Written.OfType<Turn>();

    [Fact]
    public async Task TwoDispatchers_RunEachOfManyJobsOnce_R024_R232()
    {
        const int Count = 2_000;
        await _test.Queue.AddRangeAsync(
            Enumerable.Range(0, Count), item => Chores.Note(_gate.Id, $"{item}"), cancellationToken: Token);
        await using var other = _test.Open();
        await using var first = await _test.StartAsync();
        await using var second = await _test.StartAsync(store: other);

        await Task.WhenAll(first.DrainAsync(Token), second.DrainAsync(Token)).WaitAsync(TimeSpan.FromSeconds(180), Token);

        Assert.Equal(Count, _gate.Notes.Count);
        Assert.Equal(Count, _gate.Notes.Distinct().Count());
        Assert.Equal(Count, first.GetStatistics().Succeeded + second.GetStatistics().Succeeded);
        await second.StopAsync(cancellationToken: Token);
    }

    [Fact]
    public async Task LoneJob_OfAnIdleAgent_CostsTwoWrites_NotThree()
    {
        await using var dispatcher = await _test.StartAsync();
        var signal = _test.Store.Storage.Signal;
        for (var writes = 0L; writes != 2;)
        {
            // Not each time: the agent may be busy with the end of the job before.
            Token.ThrowIfCancellationRequested();
            var before = signal.Version;
            var job = await _test.Queue.AddAsync(() => Chores.Twice(1), cancellationToken: Token);
            await job.WaitAsync(cancellationToken: Token);
            writes = signal.Version - before;
        }
    }

    [Fact]
    public async Task Size_BoundsWhatRunsAtOnce_R182()
    {
        await using var dispatcher = await _test.StartAsync(Size(2));
        await _test.Queue.AddRangeAsync(
            Enumerable.Range(0, 5), item => Chores.Pass(_gate.Id, default), cancellationToken: Token);
        await _gate.EnteredAsync();
        await _gate.EnteredAsync();

        Assert.Equal(2, dispatcher.GetRunningJobs().Count);
        Assert.Equal(3, (await _test.Queue.GetInfoAsync(Token)).Pending);
        _gate.Open();
        await dispatcher.DrainAsync(Token);
        Assert.Equal(5, dispatcher.GetStatistics().Succeeded);
    }

    [Fact]
    public async Task Size_CanBeChanged_WhileTheDispatcherRuns_R171_R182()
    {
        var time = new FakeTimeProvider();
        await using var test = new TestStore(time);
        var dispatcher = await test.StartAsync(Size(1));
        await test.Queue.AddRangeAsync(
            Enumerable.Range(0, 3), item => Chores.Pass(_gate.Id, default), cancellationToken: Token);
        await _gate.EnteredAsync();
        var agent = (await test.Store.GetDispatchersAsync(Token)).Single().Agents.Single();

        await test.Store.Storage.Dispatchers.ChangeAgentAsync(agent.Id, new AgentChange { Size = 3 }, Token);
        await time.AdvanceUntilAsync(BothAsync(), TimeSpan.FromSeconds(5));

        Assert.Equal(3, dispatcher.GetRunningJobs().Count);

        async Task BothAsync()
        {
            await _gate.EnteredAsync();
            await _gate.EnteredAsync();
        }
    }

    [Fact]
    public async Task ClaimAhead_BringsManyJobsInFewTurns()
    {
        await _test.Queue.AddRangeAsync(
            Enumerable.Range(0, 3_000), item => Chores.Twice(item), cancellationToken: Token);
        // On a busy machine a job may seem to take long: much is brought ahead all the same.
        await using var dispatcher = await _test.StartAsync(
            new DispatcherOptions { Agents = [new AgentOptions { Size = 2 }], ClaimAhead = TimeSpan.FromSeconds(10) },
            _seen.Door);
        await dispatcher.DrainAsync(Token);

        Assert.InRange(Turns.Count(), 1, 300);
    }

    [Fact]
    public async Task ClaimAhead_BringsManyJobsInFewTurns_ToAnAgentWithAFilter_R184()
    {
        await _test.Queue.AddRangeAsync(
            Enumerable.Range(0, 2_000).Select(item => JobSpec.Of(
                () => Chores.Twice(item), new JobOptions { Name = item % 2 == 0 ? "red" : "blue" })),
            Token);
        await using var dispatcher = await _test.StartAsync(
            new DispatcherOptions
            {
                Judge = new NameJudge(),
                Agents = [new AgentOptions { Size = 2, Rules = new AgentRules("red", null) }],
                ClaimAhead = TimeSpan.FromSeconds(10),
            },
            _seen.Door);
        await dispatcher.DrainAsync(Token);

        Assert.Equal(1_000, dispatcher.GetStatistics().Succeeded);
        Assert.InRange(Turns.Count(), 1, 300); // without, 1,000 at least
    }

    [Fact]
    public async Task ClaimAhead_BringsManyJobsWithQuotasInFewTurns()
    {
        var quotas = Enumerable.Range(0, 100).Select(number => $"q{number}").ToArray();
        await _test.Store.Storage.Quotas.CreateAsync("default", quotas, 4, Token);
        await _test.Queue.AddRangeAsync(
            Enumerable.Range(0, 3_000).Select(item => JobSpec.Of(
                () => Chores.Twice(item), new JobOptions { Quotas = [quotas[item % 100]] })),
            Token);
        await using var dispatcher = await _test.StartAsync(
            new DispatcherOptions { Agents = [new AgentOptions { Size = 2 }], ClaimAhead = TimeSpan.FromSeconds(10) },
            _seen.Door);
        await dispatcher.DrainAsync(Token);

        Assert.Equal(3_000, dispatcher.GetStatistics().Succeeded);
        Assert.InRange(Turns.Count(), 1, 1_000); // without, 1,500 at least
    }

    [Fact]
    public async Task ClaimAhead_IsNotDone_WhenItIsTurnedOff()
    {
        await _test.Queue.AddRangeAsync(
            Enumerable.Range(0, 200), item => Chores.Twice(item), cancellationToken: Token);
        await using var dispatcher = await _test.StartAsync(
            new DispatcherOptions { ClaimAhead = TimeSpan.Zero }, _seen.Door);
        await dispatcher.DrainAsync(Token);

        Assert.All(Turns, turn => Assert.Equal((0, 0), (turn.Ahead, turn.SlotsAhead)));
    }

    // A long job must not keep others from dispatchers that have room for them.
    [Fact]
    public async Task ClaimedAhead_GoesBack_WhenAJobTakesLong()
    {
        await _test.Queue.AddRangeAsync(
            Enumerable.Range(0, 100), item => Chores.Twice(item), cancellationToken: Token);
        var first = await _test.StartAsync(Size(1));
        await first.DrainAsync(Token);
        var longJob = JobSpec.Of(() => Chores.Pass(_gate.Id, default));
        var others = Enumerable.Range(0, 30).Select(item => JobSpec.Of(() => Chores.Twice(item)));
        await _test.Queue.AddRangeAsync([longJob, .. others], Token);
        await _gate.EnteredAsync();

        await RunElsewhereAsync(30);
        _gate.Open();
    }

    [Fact]
    public async Task ClaimedAheadWithQuotas_GoesBack_WhenAJobTakesLong_AndFreesItsSlots()
    {
        var quotas = Enumerable.Range(0, 30).Select(number => $"q{number}").ToArray();
        await _test.Store.Storage.Quotas.CreateAsync("default", quotas, 1, Token);
        var others = quotas.Select(quota => JobSpec.Of(() => Chores.Twice(1), new JobOptions { Quotas = [quota] })).ToArray();
        await _test.Queue.AddRangeAsync([.. others, .. others, .. others], Token);
        var first = await _test.StartAsync(new DispatcherOptions
        {
            Agents = [new AgentOptions { Size = 1 }],
            ClaimAhead = TimeSpan.FromSeconds(10),
        });
        await first.DrainAsync(Token);
        var longJob = JobSpec.Of(() => Chores.Pass(_gate.Id, default));
        var jobs = await _test.Queue.AddRangeAsync([longJob, .. others], Token);
        await _gate.EnteredAsync();

        await RunElsewhereAsync(30);
        _gate.Open();
        await first.DrainAsync(Token);
        foreach (var job in jobs)
        {
            await job.RefreshAsync(Token);
            Assert.Equal((JobOutcome.Succeeded, 1), (job.Outcome, job.Attempt));
        }
    }

    [Fact]
    public async Task Suspended_QueueRunsNothing_UntilItIsResumed()
    {
        await _test.Queue.SuspendAsync(Token);
        await using var dispatcher = await _test.StartAsync();
        var job = _test.Queue.Add(() => Chores.Twice(1));

        await dispatcher.DrainAsync(Token); // does not wait for it
        await job.RefreshAsync(Token);
        Assert.Equal(JobStatus.Pending, job.Status);

        await _test.Queue.ResumeAsync(Token);
        Assert.Equal(2, await job.ResultAsync<int>(Token));
    }

    [Fact]
    public async Task HeldJob_RunsWhenItsTimeComes_AndDrainDoesNotWaitForIt()
    {
        var time = new FakeTimeProvider();
        await using var test = new TestStore(time);
        var dispatcher = await test.StartAsync(new DispatcherOptions { PollInterval = TimeSpan.FromDays(1) });
        var job = test.Queue.Add(() => Chores.Twice(1), new JobOptions { Delay = TimeSpan.FromHours(1) });
        await dispatcher.DrainAsync(Token);
        await job.RefreshAsync(Token);
        Assert.Equal(JobStatus.Pending, job.Status);

        // No poll comes to its help: the agent knows when it is due.
        await time.AdvanceUntilAsync(job.WaitAsync(Token), TimeSpan.FromMinutes(10));

        Assert.InRange(job.StartedAt!.Value, job.CreatedAt.AddHours(1), job.CreatedAt.AddHours(23));
    }

    [Fact]
    public async Task Quota_BoundsJobs_OverDispatchers_R126()
    {
        await _test.Queue.CreateQuotaAsync("one", cancellationToken: Token);
        await _test.Queue.AddRangeAsync(
            Enumerable.Range(0, 60),
            item => Chores.Alone(_gate.Id),
            new JobOptions { Quotas = ["one"] },
            Token);
        await using var other = _test.Open();
        await using var first = await _test.StartAsync();
        await using var second = await _test.StartAsync(store: other);

        await Task.WhenAll(first.DrainAsync(Token), second.DrainAsync(Token)).WaitAsync(TimeSpan.FromSeconds(180), Token);

        Assert.Equal(60, _gate.Notes.Count);
        Assert.All(_gate.Notes, note => Assert.Equal("1", note));
        await second.StopAsync(cancellationToken: Token);
    }

    [Fact]
    public async Task Start_IsMarked_WhileAJobThatWasClaimedAheadStillRuns()
    {
        await _test.Queue.AddRangeAsync(
            Enumerable.Range(0, 200), item => Chores.Twice(item), cancellationToken: Token);
        var job = _test.Queue.Add(() => Chores.Pass(_gate.Id, default));
        await using var dispatcher = await _test.StartAsync(Size(1));
        await _gate.EnteredAsync();

        while (job.Status != JobStatus.Active)
        {
            await Task.Delay(1, Token);
            await job.RefreshAsync(Token);
        }

        _gate.Open();
        await job.WaitAsync(Token);
    }

    private static DispatcherOptions Size(int size) => new() { Agents = [new AgentOptions { Size = size }] };

    public async ValueTask DisposeAsync()
    {
        _gate.Dispose();
        await _test.DisposeAsync();
    }

    /// <summary>Has another dispatcher, on a store object of its own, run so many jobs.</summary>
    private async Task RunElsewhereAsync(int count)
    {
        await using var store = _test.Open();
        await using var dispatcher = await _test.StartAsync(store: store);
        while (dispatcher.GetStatistics().Succeeded < count)
        {
            await Task.Delay(5, Token);
        }

        await dispatcher.StopAsync(cancellationToken: Token);
    }
}
