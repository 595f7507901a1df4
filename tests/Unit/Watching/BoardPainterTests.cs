using AsyncEngine.Calls;
using AsyncEngine.Jobs;
using AsyncEngine.Storage;
using AsyncPS.Watching;
using Xunit;

namespace Unit.Watching;

public sealed class BoardPainterTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    private static readonly BoardSnapshot Board = new()
    {
        At = Now,
        Location = "/data/jobs.db",
        Interval = TimeSpan.FromSeconds(1),
        Queues =
        [
            new QueueInfo
            {
                Name = "default", Pending = 1_204, Held = 4, Active = 3, Completed = 10_233, Failed = 12,
                OldestPendingAt = Now.AddSeconds(-130),
            },
            new QueueInfo { Name = "mail", Paused = true, Pending = 12 },
        ],
        Rates = new Dictionary<string, BoardRate> { ["default"] = new(2.5, 20) },
        Running =
        [
            Job(7, "nightly", new JobProgress("Copying", "file 3 of 5", 60, 95)),
            Job(8, null, null),
            Job(9, "日本語のジョブの長い名前です", new JobProgress("x\e[31m\nred", null, -1)),
        ],
        Quotas = [new QuotaInfo { Name = "disk", Queue = "default", Size = 2, Used = 2, Jobs = [7, 8] }],
        Dispatchers =
        [
            new DispatcherInfo
            {
                Uuid = Guid.Empty, Host = "build7", ProcessId = 4711, Version = "1", Alive = true,
                ActivatedAt = Now.AddHours(-1), LastPingAt = Now.AddSeconds(-3),
                PingInterval = TimeSpan.FromSeconds(30), DeathInterval = TimeSpan.FromSeconds(60),
                Agents = [new AgentInfo { Id = 1, Name = "main", Queue = "default", Size = 3, Jobs = [7, 8, 9] }],
            },
        ],
    };

    private static JobRecord Job(long id, string? name, JobProgress? progress) => new()
    {
        Id = id,
        Name = name,
        Queue = "default",
        Status = JobStatus.Active,
        Call = new CallText(CallKind.Script, "param($x)\n  Start-Sleep $x"),
        CreatedAt = Now.AddMinutes(-5),
        StartedAt = Now.AddSeconds(-123),
        Progress = progress,
    };

    private static IReadOnlyList<string> Paint(int width, int height = 40) =>
        new BoardPainter(BoardInk.Plain, width, height).Paint(Board);

    [Fact]
    public void Board_ShowsAll_At120Columns()
    {
        var clock = Now.ToLocalTime().ToString("HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture);
        string[] expected =
        [
            $" AsyncPS  /data/jobs.db                                                                               {clock}  every 1s",
            "",
            " Queue                    State        Pending  Active   Completed  Failed   Oldest    Held   Added/s    Done/s     Left",
        ];
        Assert.Equal(expected, Paint(120).Take(3));
        var text = string.Join('\n', Paint(120));
        Assert.Contains(" default                  Open           1,204       3      10,233      12   2m 10s       4       2.5      20.0   1m 00s", text);
        Assert.Contains("      7  nightly           default       2m 03s  #######.....  60 %  Copying: file 3 of 5 (1m 35s left)", text);
        Assert.Contains("      8  param($x) Start…  default       2m 03s", text);
        Assert.Contains(" disk              default       2 of 2        ############  7, 8", text);
        Assert.Contains(" build7                4711  Alive          3s      3/3  main@default:3", text);
    }

    [Fact]
    public void Board_KeepsWhatMattersMost_At80Columns()
    {
        var text = string.Join('\n', Paint(80));
        Assert.Contains("Pending", text);
        Assert.Contains("Failed", text);
        Assert.Contains("Done/s", text);
        Assert.DoesNotContain("Held", text);
        Assert.DoesNotContain("Added/s", text);
        Assert.Contains("60 %", text);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(40)]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(120)]
    [InlineData(200)]
    public void Lines_AreNeverWiderThanTheScreen(int width) =>
        Assert.All(Paint(width), line => Assert.True(TextCells.Width(line) <= Math.Max(width, 41), line));

    [Theory]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(14)]
    [InlineData(24)]
    public void Lines_AreNeverMoreThanTheScreenHas(int height) => Assert.InRange(Paint(120, height).Count, 1, height);

    [Fact]
    public void Names_CannotWriteOnTheScreenAsTheyLike() =>
        Assert.DoesNotContain(Paint(120), line => line.Any(char.IsControl));

    [Fact]
    public void WhatHasNoRoom_IsCounted()
    {
        var many = Board with { Queues = [.. Enumerable.Range(0, 30).Select(n => new QueueInfo { Name = $"q{n}" })] };
        var lines = new BoardPainter(BoardInk.Plain, 100, 30).Paint(many);
        Assert.Contains(" and 21 more", lines);
    }

    [Fact]
    public void Board_SaysThatNothingRunsTheJobs_WithoutADispatcher()
    {
        var lines = new BoardPainter(BoardInk.Plain, 100, 30).Paint(Board with { Dispatchers = [], Running = [] });
        Assert.Equal(" No dispatcher is alive: nothing runs these jobs.", lines[^1]);
        Assert.DoesNotContain(" Running", lines);
    }

    [Fact]
    public void Colours_AddNothingButColours()
    {
        var plain = string.Join('\n', Paint(120)).Replace('#', '█');
        var coloured = string.Join('\n', new BoardPainter(BoardInk.Colours, 120, 40).Paint(Board)).Replace('░', '.');
        Assert.Contains('\e', coloured);
        Assert.Equal(plain, System.Text.RegularExpressions.Regex.Replace(coloured, "\e\\[[0-9]+m", ""));
    }

    [Fact]
    public void Rates_AreOfTheLastTenSeconds_AndNeverNegative()
    {
        var rates = new BoardRates();
        Assert.Empty(rates.Add(Now, [new QueueInfo { Name = "q", Pending = 10, Completed = 0 }]));
        Assert.Equal(
            new BoardRate(2, 3), rates.Add(Now.AddSeconds(2), [new QueueInfo { Name = "q", Pending = 8, Completed = 6 }])["q"]);
        Assert.Equal(
            new BoardRate(0, 0), rates.Add(Now.AddSeconds(4), [new QueueInfo { Name = "q", Pending = 1, Completed = 0 }])["q"]);
    }
}
