using AsyncEngine;
using AsyncEngine.Dispatching;
using AsyncEngine.Jobs;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Unit.Dispatching;

/// <summary>Running jobs that are told to end: stopped by somebody, or out of time.</summary>
public sealed class StopJobTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly TestStore _test;
    private readonly Gate _gate = new();

    public StopJobTests() => _test = new TestStore(_time);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stop_CancelsARunningJob()
    {
        await _test.StartAsync();
        var job = await StartedAsync(() => Chores.Pass(_gate.Id, default));

        await job.StopAsync(Token);
        await job.WaitAsync(Token);

        Assert.Equal((JobOutcome.Cancelled, ErrorIds.JobCancelled), (job.Outcome, job.Error?.ErrorId));
    }

    [Fact]
    public async Task Stop_ComesFromAnywhere()
    {
        await _test.StartAsync();
        var job = await StartedAsync(() => Chores.Pass(_gate.Id, default));

        await using var elsewhere = _test.Open();
        await (await elsewhere.GetJobAsync(job.Id, Token)).StopAsync(Token);
        await job.WaitAsync(Token);

        Assert.Equal(JobOutcome.Cancelled, job.Outcome);
    }

    // Methods commonly watch their token and just return: whoever stopped the job wants to see it stopped.
    [Fact]
    public async Task Stop_CancelsAJob_ThatReturnsInsteadOfThrowing()
    {
        await _test.StartAsync();
        var job = await StartedAsync(() => Chores.Watch(_gate.Id, default));

        await job.StopAsync(Token);

        Assert.Equal(JobOutcome.Cancelled, (await job.WaitAsync(Token)).Outcome);
    }

    [Fact]
    public async Task Stop_LeavesOtherJobsAlone()
    {
        await _test.StartAsync();
        var other = await StartedAsync(() => Chores.Pass(_gate.Id, default));
        var job = await StartedAsync(() => Chores.Watch(_gate.Id, default));

        await job.StopAsync(Token);
        await job.WaitAsync(Token);
        _gate.Open();

        Assert.Equal(JobOutcome.Succeeded, (await other.WaitAsync(Token)).Outcome);
    }

    // An order that came while the job was too young to be looked at is found at the next look: the store's clock stands
    // still here, so that no poll finds it instead.
    [Fact]
    public async Task Stop_IsHeard_HoweverYoungTheJobIs()
    {
        await _test.StartAsync();
        await StartedAsync(() => Chores.Pass(_gate.Id, default));
        for (var left = 100; left > 0; left--)
        {
            var job = await StartedAsync(() => Chores.Watch(_gate.Id, default));
            await job.StopAsync(Token);

            Assert.Equal(JobOutcome.Cancelled, (await job.WaitAsync(Token)).Outcome);
        }
    }

    [Fact]
    public async Task Stop_ReplacesTheThread_WhenAJobDoesNotHear_R176()
    {
        var dispatcher = await _test.StartAsync(new DispatcherOptions
        {
            Agents = [new AgentOptions { Size = 1 }], StopGrace = TimeSpan.Zero,
        });
        var job = await StartedAsync(() => Chores.Deaf(_gate.Id));

        await job.StopAsync(Token);
        await _time.AdvanceUntilAsync(job.WaitAsync(Token), TimeSpan.FromSeconds(1));

        Assert.Equal(JobOutcome.Cancelled, job.Outcome);
        Assert.Equal(2, await _test.Queue.Add(() => Chores.Twice(1)).ResultAsync<int>(Token));
        Assert.Equal(1, dispatcher.GetStatistics().Abandoned);
    }

    [Fact]
    public async Task Timeout_EndsAJobThatHears()
    {
        var dispatcher = await _test.StartAsync();
        var job = await StartedAsync(() => Chores.Pass(_gate.Id, default), TimeSpan.FromMinutes(1));

        _time.Advance(TimeSpan.FromMinutes(1));
        await job.WaitAsync(Token);

        Assert.Equal((JobOutcome.Failed, ErrorIds.JobTimedOut), (job.Outcome, job.Error?.ErrorId));
        Assert.Equal(0, dispatcher.GetStatistics().Abandoned);
    }

    [Fact]
    public async Task Timeout_DoesNotEndAJob_BeforeItsTime()
    {
        await _test.StartAsync();
        var job = await StartedAsync(() => Chores.Pass(_gate.Id, default), TimeSpan.FromMinutes(1));

        _time.Advance(TimeSpan.FromSeconds(59));
        _gate.Open();

        Assert.Equal(JobOutcome.Succeeded, (await job.WaitAsync(Token)).Outcome);
    }

    [Fact]
    public async Task Timeout_AbandonsAJobThatDoesNotHear_AndItsThreadIsReplaced_R176()
    {
        var dispatcher = await _test.StartAsync(new DispatcherOptions { Agents = [new AgentOptions { Size = 1 }] });
        // Sooner than the dispatcher would stop because it could not ping.
        var job = await StartedAsync(() => Chores.Deaf(_gate.Id), TimeSpan.FromSeconds(10));

        _time.Advance(TimeSpan.FromSeconds(10));
        await _time.AdvanceUntilAsync(job.WaitAsync(Token), TimeSpan.FromSeconds(5));

        Assert.Equal(ErrorIds.JobTimedOut, job.Error?.ErrorId);
        Assert.Equal(1, dispatcher.GetStatistics().Abandoned);
        Assert.Equal(2, await _test.Queue.Add(() => Chores.Twice(1)).ResultAsync<int>(Token));
    }

    // Its thread still does whatever the quota protects (storage.md, trap 8).
    [Fact]
    public async Task Timeout_KeepsTheQuota_UntilTheAbandonedThreadHasEnded()
    {
        await _test.Queue.CreateQuotaAsync("db", cancellationToken: Token);
        await _test.StartAsync();
        // Sooner than the dispatcher would stop it because it could not ping.
        var options = new JobOptions { Quotas = ["db"], Timeout = TimeSpan.FromSeconds(10) };
        var deaf = _test.Queue.Add(() => Chores.Deaf(_gate.Id), options);
        await _gate.EnteredAsync();
        _time.Advance(TimeSpan.FromSeconds(10));
        await _time.AdvanceUntilAsync(deaf.WaitAsync(Token), TimeSpan.FromSeconds(5));

        var next = _test.Queue.Add(() => Chores.Twice(1), options with { Timeout = null });
        Assert.Equal(1, (await _test.Queue.GetQuotasAsync(Token))[0].Used);
        Assert.Equal(4, await _test.Queue.Add(() => Chores.Twice(2)).ResultAsync<int>(Token));
        await next.RefreshAsync(Token);
        Assert.Equal(JobStatus.Pending, next.Status);

        _gate.Open();
        Assert.Equal(2, await next.ResultAsync<int>(Token));
    }

    private async Task<Job> StartedAsync(
        System.Linq.Expressions.Expression<Action> call, TimeSpan? timeout = null)
    {
        var job = await _test.Queue.AddAsync(call, new JobOptions { Timeout = timeout }, Token);
        await _gate.EnteredAsync();
        return job;
    }

    public async ValueTask DisposeAsync()
    {
        _gate.Dispose();
        await _test.DisposeAsync();
    }
}
