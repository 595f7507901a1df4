using AsyncEngine.Jobs;
using AsyncEngine.Scheduling;
using Xunit;

namespace Unit.Scheduling;

/// <summary>R105 to R119, decision by decision.</summary>
public class RetryRulesTests
{
    private static readonly DateTimeOffset Now = new(2006, 8, 10, 15, 44, 22, TimeSpan.Zero);

    [Theory]
    [InlineData(1, nameof(RetryAction.Again))]
    [InlineData(4, nameof(RetryAction.Again))]
    [InlineData(5, nameof(RetryAction.GiveUp))]
    public void Common_TriesAConflictFiveTimesInAll_R112(int count, string expected) =>
        Assert.Equal(expected, RetryRules.OnError(Given(FailureKind.Conflict, count: count)).Action.ToString());

    [Theory]
    [InlineData(RetryPolicyKind.Forever, nameof(FailureKind.Conflict), 1_000)]
    [InlineData(RetryPolicyKind.Forever, nameof(FailureKind.Disconnect), 1_000)]
    [InlineData(RetryPolicyKind.Common, nameof(FailureKind.Disconnect), 1_000)]
    public void Endless_WhenThePolicySaysSo_R113_R118(RetryPolicyKind policy, string kind, int count) =>
        Assert.Equal(RetryAction.Again, RetryRules.OnError(Given(Kind(kind), policy, count)).Action);

    [Fact]
    public void Disconnect_WaitsLongerEachTime_R113() =>
        Assert.Equal(TimeSpan.FromSeconds(15), RetryRules.OnError(Given(FailureKind.Disconnect, count: 3)).Delay);

    [Theory]
    [InlineData(nameof(FailureKind.Ordinary))]
    [InlineData(nameof(FailureKind.Conflict))]
    [InlineData(nameof(FailureKind.Disconnect))]
    public void Never_GivesUp_WhateverHappens_R119(string kind) =>
        Assert.Equal(
            RetryAction.GiveUp,
            RetryRules.OnError(Given(Kind(kind), RetryPolicyKind.Never) with { MaxAttempts = 9 }).Action);

    [Theory]
    [InlineData(RetryPolicyKind.Common)]
    [InlineData(RetryPolicyKind.Forever)]
    public void OrdinaryError_IsFinal_WithoutAttempts_R114(RetryPolicyKind policy) =>
        Assert.Equal(RetryAction.GiveUp, RetryRules.OnError(Given(FailureKind.Ordinary, policy)).Action);

    [Theory]
    [InlineData(1, nameof(RetryAction.Later), 10)]
    [InlineData(2, nameof(RetryAction.Later), 20)]
    [InlineData(3, nameof(RetryAction.GiveUp), 0)]
    public void OrdinaryError_GoesBackToTheQueue_WhileAttemptsAreLeft_R105_R121(int attempt, string action, int seconds)
    {
        var answer = RetryRules.OnError(Given(FailureKind.Ordinary) with
        {
            Attempt = attempt, MaxAttempts = 3, RetryDelay = TimeSpan.FromSeconds(10),
        });

        Assert.Equal((action, TimeSpan.FromSeconds(seconds)), (answer.Action.ToString(), answer.Delay));
    }

    [Fact]
    public void OrdinaryError_WaitsASecond_WithoutADelay()
    {
        var answer = RetryRules.OnError(Given(FailureKind.Ordinary) with { MaxAttempts = 2 });

        Assert.Equal(TimeSpan.FromSeconds(1), answer.Delay);
    }

    [Fact]
    public void HopelessError_IsFinal_WithAttemptsLeft() =>
        Assert.Equal(
            RetryAction.GiveUp, RetryRules.OnError(Given(FailureKind.Hopeless) with { MaxAttempts = 9 }).Action);

    // R111, as it is meant: the reference compares the wrong way round.
    [Theory]
    [InlineData(10, nameof(RetryAction.Later))]
    [InlineData(9, nameof(RetryAction.GiveUp))]
    public void Retry_IsGivenUp_WhenItWouldBeginAfterTheDeadline_R111(int secondsLeft, string expected)
    {
        var answer = RetryRules.OnError(Given(FailureKind.Ordinary) with
        {
            MaxAttempts = 3,
            RetryDelay = TimeSpan.FromSeconds(10),
            ExpiresAt = Now.AddSeconds(secondsLeft),
        });

        Assert.Equal(expected, answer.Action.ToString());
    }

    [Fact]
    public void Conflict_IsGivenUp_AfterTheDeadline_R111() =>
        Assert.Equal(
            RetryAction.GiveUp,
            RetryRules.OnError(Given(FailureKind.Conflict) with { ExpiresAt = Now.AddTicks(-1) }).Action);

    [Theory]
    [InlineData(RetryPolicyKind.Common, 0, true)]
    [InlineData(RetryPolicyKind.Common, 8, true)]
    [InlineData(RetryPolicyKind.Common, 9, false)]
    [InlineData(RetryPolicyKind.Forever, 500, true)]
    [InlineData(RetryPolicyKind.Never, 0, false)]
    public void Interruptions_NineAreForgiven_R115_R118_R119(RetryPolicyKind policy, int before, bool runsAgain) =>
        Assert.Equal(runsAgain, RetryRules.RunsAgainAfterInterruption(policy, before));

    private static FailureKind Kind(string name) => Enum.Parse<FailureKind>(name);

    private static RetryQuestion Given(
        FailureKind kind, RetryPolicyKind policy = RetryPolicyKind.Common, int count = 1) => new()
    {
        Kind = kind, Policy = policy, Count = count, Now = Now, Attempt = 1, Chance = 0.5,
    };
}
