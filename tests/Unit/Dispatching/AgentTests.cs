using AsyncEngine;
using AsyncEngine.Dispatching;
using AsyncEngine.Jobs;
using AsyncEngine.Storage;
using Xunit;

namespace Unit.Dispatching;

/// <summary>Agents that choose their jobs, and agents that come, change and go while their dispatcher runs.</summary>
public sealed class AgentTests : IAsyncDisposable
{
    private readonly TestStore _test = new();
    private readonly Gate _gate = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IDispatcherStore Dispatchers => _test.Store.Storage.Dispatchers;

    [Fact]
    public async Task Filter_LetsPassOnlyWhatItAccepts_R184()
    {
        await AddAsync("red", "blue", "red", "green");
        await using var dispatcher = await _test.StartAsync(Options(new AgentRules("red", null)));

        await dispatcher.DrainAsync(Token);

        Assert.Equal(["red", "red"], _gate.Notes);
        Assert.Equal(2, (await _test.Queue.GetInfoAsync(Token)).Pending);
    }

    [Fact]
    public async Task Filter_FindsAJob_BehindMoreThanOneLookGoesAlong_R184()
    {
        await _test.Queue.AddRangeAsync(
            Enumerable.Range(0, (2 * JobScout.Bound) + 50), item => Chores.Twice(item), cancellationToken: Token);
        await AddAsync("red");
        await using var dispatcher = await _test.StartAsync(Options(new AgentRules("red", null)));

        await dispatcher.DrainAsync(Token).WaitAsync(TimeSpan.FromSeconds(120), Token);

        Assert.Equal(["red"], _gate.Notes);
    }

    // Of what it found it claims ahead only up to a job that needs a free worker: that one is next, not passed over.
    [Fact]
    public async Task Filter_KeepsTheOrder_WhereNotAllThatItAcceptsCanBeClaimedAhead_R184()
    {
        string[] names = ["red", "red", "blue"];
        for (var item = 0; item < 120; item++)
        {
            await _test.Queue.AddAsync(
                () => Chores.Note(_gate.Id, $"{item}"),
                new JobOptions
                {
                    Name = names[item % 3],
                    Timeout = item % 7 == 0 ? TimeSpan.FromHours(1) : null,
                },
                cancellationToken: Token);
        }

        await using var dispatcher = await _test.StartAsync(Options(new AgentRules("red", null), size: 1));
        await dispatcher.DrainAsync(Token);

        Assert.Equal(Enumerable.Range(0, 120).Where(item => item % 3 < 2).Select(item => $"{item}"), _gate.Notes);
    }

    [Fact]
    public async Task Filter_IsAskedAgain_ForJobsThatComeLater_R184()
    {
        await AddAsync("blue");
        await using var dispatcher = await _test.StartAsync(Options(new AgentRules("red", null)));
        var job = _test.Queue.Add(() => Chores.Twice(4), new JobOptions { Name = "red" });

        Assert.Equal(8, await job.ResultAsync<int>(Token));
    }

    [Fact]
    public async Task Preference_TakesTheBestFirst_R183()
    {
        await AddAsync("a", "ccc", "bb", "dddd");
        await using var dispatcher = await _test.StartAsync(Options(new AgentRules(null, "long"), size: 1));

        await dispatcher.DrainAsync(Token);

        Assert.Equal(["dddd", "ccc", "bb", "a"], _gate.Notes);
    }

    [Fact]
    public async Task Agents_PartitionTheWork_R191()
    {
        await AddAsync("red", "blue", "red", "blue");
        await using var dispatcher = await _test.StartAsync(new DispatcherOptions
        {
            Judge = new NameJudge(),
            Agents =
            [
                new AgentOptions { Name = "reds", Size = 1, Rules = new AgentRules("red", null) },
                new AgentOptions { Name = "blues", Size = 1, Rules = new AgentRules("blue", null) },
            ],
        });

        await dispatcher.DrainAsync(Token);

        var agents = await _test.Store.Storage.Jobs.GetAsync([1, 2, 3, 4], Token);
        Assert.Equal(["reds", "blues", "reds", "blues"], agents.Select(job => job!.Agent));
    }

    [Fact]
    public async Task Filter_TakesNothing_WhenNobodyCanEvaluateIt()
    {
        await AddAsync("red");
        await using var dispatcher = await _test.StartAsync(new DispatcherOptions
        {
            Agents = [new AgentOptions { Rules = new AgentRules("red", null) }],
        });

        await dispatcher.DrainAsync(Token);

        Assert.Empty(_gate.Notes);
    }

    [Fact]
    public async Task AddedAgent_Works_WithoutARestart_R154()
    {
        await _test.Store.CreateQueueAsync("mail", cancellationToken: Token);
        await using var dispatcher = await _test.StartAsync();
        var job = _test.Store.Queue("mail").Add(() => Chores.Twice(2));

        await Dispatchers.AddAgentAsync(dispatcher.Uuid, new AgentIdentity("post", "mail", 1), Token);
        await dispatcher.FollowAgentsAsync();

        Assert.Equal(4, await job.ResultAsync<int>(Token));
    }

    [Fact]
    public async Task FollowAgents_Ends_WhenTheyWereTakenOver()
    {
        const int Resized = 1008;
        var log = new RecordingLog();
        await using var test = new TestStore(log: log);
        await using var dispatcher = await test.StartAsync();
        var agent = (await test.Store.GetDispatchersAsync(Token)).Single().Agents.Single();
        foreach (var size in Enumerable.Range(agent.Size + 1, 20))
        {
            await test.Store.Storage.Dispatchers.ChangeAgentAsync(agent.Id, new AgentChange { Size = size }, Token);
            await dispatcher.FollowAgentsAsync();

            Assert.Equal(size - agent.Size, log.Count(Resized));
        }

        await dispatcher.StopAsync(cancellationToken: Token);
        await dispatcher.FollowAgentsAsync();
    }

    [Fact]
    public async Task RemovedAgent_EndsItsJobs_AndOnlyIts_R155()
    {
        await using var dispatcher = await _test.StartAsync(new DispatcherOptions
        {
            Agents = [new AgentOptions { Name = "one", Size = 1 }, new AgentOptions { Name = "two", Size = 0 }],
        });
        var held = _test.Queue.Add(() => Chores.Pass(_gate.Id, default));
        await _gate.EnteredAsync();
        var agents = (await _test.Store.GetDispatchersAsync(Token)).Single().Agents;

        await Dispatchers.RemoveAgentAsync(agents[0].Id, force: true, Token);
        await Dispatchers.ChangeAgentAsync(agents[1].Id, new AgentChange { Size = 1 }, Token);
        await dispatcher.FollowAgentsAsync();
        var next = _test.Queue.Add(() => Chores.Twice(3));

        Assert.Equal(6, await next.ResultAsync<int>(Token));
        Assert.Equal("two", (await _test.Store.Storage.Jobs.GetAsync([next.Id], Token))[0]!.Agent);
        _gate.Open();
        await held.WaitAsync(Token);
        Assert.Equal(JobOutcome.Succeeded, held.Outcome);
    }

    [Fact]
    public async Task ChangedFilter_HoldsFromThenOn_R183_R184()
    {
        await AddAsync("blue");
        await using var dispatcher = await _test.StartAsync(Options(new AgentRules("red", null)));
        await dispatcher.DrainAsync(Token);
        Assert.Empty(_gate.Notes);
        var agent = (await _test.Store.GetDispatchersAsync(Token)).Single().Agents.Single();

        await Dispatchers.ChangeAgentAsync(agent.Id, new AgentChange { Filter = "blue" }, Token);
        await dispatcher.FollowAgentsAsync();

        while (_gate.Notes.IsEmpty)
        {
            await Task.Delay(5, Token);
        }
    }

    private static DispatcherOptions Options(AgentRules rules, int size = 3) => new()
    {
        Judge = new NameJudge(),
        Agents = [new AgentOptions { Size = size, Rules = rules }],
    };

    private async Task AddAsync(params string[] names)
    {
        foreach (var name in names)
        {
            await _test.Queue.AddAsync(
                () => Chores.Note(_gate.Id, name), new JobOptions { Name = name }, cancellationToken: Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _gate.Dispose();
        await _test.DisposeAsync();
    }
}
