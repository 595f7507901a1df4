using AsyncEngine;
using AsyncEngine.Dispatching;
using AsyncEngine.Jobs;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Unit.Dispatching;

/// <summary>Retry policies that are not the three of the reference (R105 to R111, R120 to R122).</summary>
public sealed class OwnPolicyTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly RecordingLog _log = new();
    private readonly TestStore _test;
    private readonly Gate _gate = new();

    public OwnPolicyTests() => _test = new TestStore(_time, _log);

    public static TheoryData<object?, bool, double?> Answers => new()
    {
        { null, false, null },
        { false, false, null },
        { 0, false, null },
        { "", false, null },
        { true, true, null },
        { 1, true, null },
        { "yes", true, null },
        { TimeSpan.FromSeconds(90), true, 90 },
        { new DateTimeOffset(2030, 1, 1, 0, 0, 5, TimeSpan.Zero), true, 5 },
        { new DateTime(2030, 1, 1, 0, 0, 6, DateTimeKind.Utc), true, 6 },
        { new DateTime(2030, 1, 1, 0, 0, 7, DateTimeKind.Unspecified), true, 7 },
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Policy_LearnsOfEachFailure_AndMayRunTheJobAgainAtOnce_R105_R106()
    {
        var job = Add(() => Chores.FailUntil(_gate.Id, 4));
        await RunAsync(failure =>
        {
            _gate.Note($"{failure.Error!.Message} {failure.Failures} {failure.Attempt} {failure.JobName}");
            return RetryDecision.Now;
        });

        Assert.Equal("at last", await job.ResultAsync<string>(Token));
        Assert.Equal(["call", "not yet 1 1 mine", "call", "not yet 2 1 mine", "call"], _gate.Notes);
    }

    [Fact]
    public async Task Policy_MayPutTheJobOff_R105_R121()
    {
        var job = Add(() => Chores.FailUntil(_gate.Id, 2));
        await RunAsync(_ => RetryDecision.After(TimeSpan.FromHours(1)), drain: false);

        await job.RefreshAsync(Token);
        Assert.Equal((JobStatus.Pending, _time.GetUtcNow().AddHours(1)), (job.Status, job.BeginAfter!.Value));
    }

    [Fact]
    public async Task JobThatIsPutOffTillNow_IsFirstInLine_R121()
    {
        var job = Add(() => Chores.FailUntil(_gate.Id, 2));
        _test.Queue.Add(() => Chores.Note(_gate.Id, "other"));
        await RunAsync(_ => RetryDecision.At(_time.GetUtcNow().AddYears(-30)));

        await job.WaitAsync(Token);
        Assert.Equal(["call", "call", "other"], _gate.Notes);
        Assert.Equal(2, job.Attempt);
    }

    [Fact]
    public async Task Policy_MayGiveUp_WhateverElseTheJobSays_R105()
    {
        var job = Add(() => Chores.FailUntil(_gate.Id, 2), new JobOptions { MaxAttempts = 9, RetryDelay = TimeSpan.Zero });
        await RunAsync(_ => RetryDecision.GiveUp);

        Assert.Equal((JobOutcome.Failed, 1), ((await job.WaitAsync(Token)).Outcome, job.Attempt));
    }

    [Fact]
    public async Task NameThatTheDispatcherDoesNotKnow_MeansNoRetry_AndHoldsUpNobody_R108()
    {
        var job = Add(() => Chores.FailUntil(_gate.Id, 2));
        var other = _test.Queue.Add(() => Chores.Twice(2));
        await _test.DrainAsync();

        Assert.Equal("not yet", (await job.WaitAsync(Token)).Error?.Message);
        Assert.Equal(4, await other.ResultAsync<int>(Token));
        Assert.Equal(1, _log.Count(2018));
    }

    [Fact]
    public async Task PolicyThatDoesNotAnswer_MeansNoRetry_R109()
    {
        var job = Add(() => Chores.FailUntil(_gate.Id, 2));
        await RunAsync(_ => throw new InvalidOperationException("no answer"));

        Assert.Equal("not yet", (await job.WaitAsync(Token)).Error?.Message);
        Assert.Equal(1, _log.Count(2018));
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public void Answer_ThatIsAnythingElse_MeansAtOnce_R110_R121(object? answer, bool isRetry, double? seconds)
    {
        var decision = OwnPolicy.Read(answer);

        var start = new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
        Assert.Equal((isRetry, seconds), (decision.IsRetry, (decision.MomentFrom(start) - start)?.TotalSeconds));
    }

    [Fact]
    public async Task Retry_IsGivenUp_WhenItWouldBeginTooLate_R111()
    {
        var job = Add(() => Chores.FailUntil(_gate.Id, 2), new JobOptions { BeginBy = TimeSpan.FromMinutes(5) });
        await RunAsync(_ => RetryDecision.After(TimeSpan.FromMinutes(10)));

        Assert.Equal((1, "not yet"), ((await job.WaitAsync(Token)).Attempt, job.Error?.Message));
    }

    [Fact]
    public void Callback_HasNoPolicyOfItsOwn_AsItCannotGoBackToAQueue_R120()
    {
        var callback = JobCallback.OnSuccess(() => Chores.Twice(1)) with { RetryPolicy = RetryPolicyKind.Own };

        var refusal = Assert.Throws<AsyncEngineException>(
            () => _test.Queue.Add(() => Chores.Twice(1), new JobOptions { Callbacks = [callback] }));
        Assert.Equal(ErrorIds.ArgumentInvalid, refusal.ErrorId);
    }

    [Theory]
    [InlineData("no", JobStatus.Completed)]
    [InlineData("later", JobStatus.Pending)]
    [InlineData("yes", JobStatus.Completed)]
    public async Task InterruptedJob_RunsAgain_AsItsPolicySays_R122(string answer, JobStatus status)
    {
        var job = Add(() => Chores.Pass(_gate.Id, default));
        var first = await _test.StartAsync(new DispatcherOptions { StopTimeout = TimeSpan.Zero });
        await _gate.EnteredAsync();
        await first.StopAsync(cancellationToken: Token);
        _gate.Open();
        await RunAsync(
            failure => failure is { Error: null, Interruptions: 1 } && answer == "yes" ? RetryDecision.Now
                : answer == "later" ? RetryDecision.After(TimeSpan.FromHours(1))
                : RetryDecision.GiveUp,
            drain: answer != "later");

        await job.RefreshAsync(Token);
        Assert.Equal((status, answer == "no" ? ErrorIds.JobAborted : null), (job.Status, job.Error?.ErrorId));
    }

    private Job Add<T>(System.Linq.Expressions.Expression<Func<T>> call, JobOptions? options = null) =>
        _test.Queue.Add(call, (options ?? new JobOptions()) with { Name = "mine", OwnRetryPolicy = "own" });

    private Job Add(System.Linq.Expressions.Expression<Action> call) =>
        _test.Queue.Add(call, new JobOptions { Name = "mine", OwnRetryPolicy = "own" });

    /// <summary>Runs all that can run, or the first job only to the end of its run.</summary>
    private async Task RunAsync(Func<RetryFailure, RetryDecision> decide, bool drain = true)
    {
        var options = new DispatcherOptions
        {
            Agents = [new AgentOptions { Size = 1 }],
            RetryPolicies = new Dictionary<string, IRetryPolicy> { ["own"] = new Policy(decide) },
        };
        if (drain)
        {
            await _test.DrainAsync(options);
            return;
        }

        var ended = new TaskCompletionSource();
        var dispatcher = _test.New(options);
        dispatcher.JobCompleted += (_, _) => ended.TrySetResult();
        await dispatcher.StartAsync(Token);
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(60), Token);
        await dispatcher.StopAsync(cancellationToken: Token);
    }

    public async ValueTask DisposeAsync()
    {
        _gate.Dispose();
        await _test.DisposeAsync();
    }

    private sealed class Policy(Func<RetryFailure, RetryDecision> decide) : IRetryPolicy
    {
        public RetryDecision Decide(RetryFailure failure) => decide(failure);
    }
}
