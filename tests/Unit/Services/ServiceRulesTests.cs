using AsyncEngine.Dispatching;
using AsyncEngine.Storage;
using AsyncPS.Services.Health;
using AsyncPS.Services.Installing;
using AsyncPS.Services.Stopping;
using Xunit;

namespace Unit.Services;

/// <summary>The decisions of services: how long a stop takes, what it answers, who may use what, what is well.</summary>
public sealed class ServiceRulesTests
{
    private static readonly DateTimeOffset Now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly IReadOnlyList<FileFacts> Way =
    [
        new("/", 0, 0, Octal("755")),
        new("/srv", 0, 50, Octal("710")),
        new("/srv/jobs.db", 1000, 50, Octal("640")),
    ];

    [Theory]
    [InlineData(StopCause.Terminated, false, 25, 25)]
    [InlineData(StopCause.Limit, false, 25, 25)]
    [InlineData(StopCause.Interrupted, false, 25, 5)]
    [InlineData(StopCause.HungUp, false, 25, 5)]
    [InlineData(StopCause.HungUp, false, 2, 2)]
    [InlineData(StopCause.Terminated, true, 25, 12)]
    [InlineData(StopCause.HungUp, true, 25, 3)]
    [InlineData(StopCause.Interrupted, true, 25, 5)]
    public void Patience_DependsOnWhoStopsIt(object cause, bool isWindows, int asked, int given) => Assert.Equal(
        TimeSpan.FromSeconds(given),
        StopRules.Patience((StopCause)cause, TimeSpan.FromSeconds(asked), isWindows));

    [Theory]
    [InlineData(5, 2, 5, 2, 0)]
    [InlineData(5, 2, 6, 2, 3)]
    [InlineData(5, 2, 6, 3, 4)]
    public void ExitCode_SaysWhatTheStopDid_NotWhatWasBefore(
        long interruptedBefore, long abandonedBefore, long interrupted, long abandoned, int expected) => Assert.Equal(
        expected,
        StopRules.ExitCode(
            new DispatcherStatistics { Interrupted = interruptedBefore, Abandoned = abandonedBefore },
            new DispatcherStatistics { Interrupted = interrupted, Abandoned = abandoned }));

    [Theory]
    [InlineData(0, 0, UnixAccess.Read | UnixAccess.Write, null)]
    [InlineData(1000, 50, UnixAccess.Read | UnixAccess.Write, null)]
    [InlineData(1001, 50, UnixAccess.Read, null)]
    [InlineData(1001, 50, UnixAccess.Write, "it may not write to '/srv/jobs.db'")]
    [InlineData(1000, 7, UnixAccess.Read, "it may not enter the folder '/srv'")]
    public void Access_FollowsOwnerGroupAndOthers(long id, long group, int wanted, string? refusal) =>
        Assert.Equal(refusal, UnixAccess.Refusal(new UnixAccount("someone", id, [group]), Way, wanted));

    [Fact]
    public void Health_IsWell_WhenALivingDispatcherServesTheQueue() =>
        Assert.Empty(HealthRules.Judge(Limits(), [Queue()], [Dispatcher()], Now));

    [Fact]
    public void Health_IsCritical_WhenNobodyServesTheQueue()
    {
        IReadOnlyList<DispatcherInfo> deaf =
        [
            Dispatcher() with { Alive = false },
            Dispatcher(queue: "other"),
            Dispatcher(size: 0),
        ];
        var (code, reason) = Assert.Single(HealthRules.Judge(Limits(), [Queue()], deaf, Now));

        Assert.Equal(HealthRules.Critical, code);
        Assert.Equal("no living dispatcher serves queue 'default'", reason);
    }

    [Fact]
    public void Health_IsAWarning_WhenAJobWaitsTooLong_UnlessItsQueueIsSuspended()
    {
        var late = Queue() with { OldestPendingAt = Now.AddMinutes(-11) };

        Assert.Equal(HealthRules.Warning, Assert.Single(HealthRules.Judge(Limits(), [late], [Dispatcher()], Now)).Code);
        Assert.Empty(HealthRules.Judge(Limits(), [late with { Paused = true }], [Dispatcher()], Now));
    }

    [Fact]
    public void Health_IsCritical_WhenDispatchersAreSilentForLongerThanAsked() => Assert.Equal(
        HealthRules.Critical,
        Assert.Single(HealthRules.Judge(
            Limits() with { MaxSilence = TimeSpan.FromSeconds(5) }, [Queue()], [Dispatcher()], Now)).Code);

    [Fact]
    public void Health_NamesAQueue_ThatDoesNotExist() => Assert.Equal(
        "there is no queue 'default'", Assert.Single(HealthRules.Judge(Limits(), [], [Dispatcher()], Now)).Reason);

    private static int Octal(string mode) => Convert.ToInt32(mode, 8);

    private static HealthLimits Limits() => new()
    {
        Queues = ["default"], MaxWait = TimeSpan.FromMinutes(10), Timeout = TimeSpan.FromSeconds(10),
    };

    private static QueueInfo Queue() => new() { Name = "default" };

    private static DispatcherInfo Dispatcher(string queue = "DEFAULT", int size = 3) => new()
    {
        Uuid = Guid.NewGuid(),
        Host = "here",
        ProcessId = 1,
        Version = "0.1.0",
        Alive = true,
        LastPingAt = Now.AddSeconds(-10),
        PingInterval = TimeSpan.FromSeconds(30),
        DeathInterval = TimeSpan.FromSeconds(60),
        Agents = [new AgentInfo { Id = 1, Name = "main", Queue = queue, Size = size, Jobs = [] }],
    };
}
