using AsyncEngine;
using AsyncEngine.Jobs;
using AsyncEngine.Storage;
using Xunit;

namespace Unit.Storage.Contract;

/// <summary>Adding jobs: what is kept, and what is refused whole (R004 to R007, R044, R127, R128).</summary>
public abstract class EnqueueContract : StoreContract
{
    private protected override StoreOptions Options => new() { TimeProvider = Clock, MaxArgumentBytes = 10_000 };

    public static TheoryData<string, string> Faults => new()
    {
        { "begin by", ErrorIds.ArgumentInvalid },
        { "two starts", ErrorIds.ArgumentInvalid },
        { "timeout", ErrorIds.ArgumentInvalid },
        { "attempts", ErrorIds.ArgumentInvalid },
        { "retry delay", ErrorIds.ArgumentInvalid },
        { "tag", ErrorIds.ArgumentInvalid },
        { "arguments", ErrorIds.PayloadTooLarge },
        { "queue", ErrorIds.QueueNotFound },
        { "quota", ErrorIds.QuotaNotFound },
    };

    [Fact]
    public async Task Enqueue_GivesIds_InOrder_R004()
    {
        Assert.Equal([1L, 2L, 3L], await Store.Jobs.EnqueueAsync([Job(), Job(), Job()], Cancel));
        Assert.Equal(4L, await Add());
    }

    [Fact]
    public async Task Enqueue_KeepsEverything_ThatWasSaid_R006_R050()
    {
        await AddQuota("Db");
        var id = await Add(new NewJob
        {
            Name = "Report",
            Call = new CallText(CallKind.Script, "param($x) $x", "/scripts/report.ps1"),
            Arguments = Bytes(1, 2, 3),
            RunnerSettings = Bytes(4),
            Quotas = ["DB", "db"],
            BeginAfter = At(16, 0),
            BeginBy = TimeSpan.FromMinutes(5),
            Priority = -7,
            Timeout = TimeSpan.FromSeconds(90),
            MaxAttempts = 4,
            RetryDelay = TimeSpan.FromSeconds(2),
            RetryPolicy = RetryPolicyKind.Never,
            State = "cursor",
            Tags = ["Night", "night", "big"],
        });

        var job = await Get(id);
        Assert.Equal("Report", job.Name);
        Assert.Equal(new CallText(CallKind.Script, "param($x) $x", "/scripts/report.ps1"), job.Call);
        Assert.Equal([1, 2, 3], job.Arguments.Bytes.ToArray());
        Assert.Equal([4], job.RunnerSettings.Bytes.ToArray());
        Assert.Equal(["Db"], job.Quotas);
        Assert.Equal(At(16, 0), job.BeginAfter);
        Assert.Equal(TimeSpan.FromMinutes(5), job.BeginBy);
        Assert.Equal(-7, job.Priority);
        Assert.Equal(TimeSpan.FromSeconds(90), job.Timeout);
        Assert.Equal(4, job.MaxAttempts);
        Assert.Equal(TimeSpan.FromSeconds(2), job.RetryDelay);
        Assert.Equal(RetryPolicyKind.Never, job.RetryPolicy);
        Assert.Equal("cursor", job.State);
        Assert.Equal(["big", "Night"], job.Tags);
        Assert.Equal(JobStatus.Pending, job.Status);
        Assert.Equal(T0, job.CreatedAt);
    }

    [Fact]
    public async Task Enqueue_StampsStart_WhenNoneIsGiven_R005()
    {
        var id = await Add();

        Assert.Equal(T0, (await Get(id)).BeginAfter);
    }

    [Fact]
    public async Task Enqueue_CutsMoments_ToMicroseconds()
    {
        var id = await Add(Job() with { BeginAfter = At(16, 0).AddTicks(19) });

        Assert.Equal(At(16, 0).AddMicroseconds(1), (await Get(id)).BeginAfter);
    }

    [Fact]
    public async Task Enqueue_CountsDelay_FromTheStoresNow()
    {
        var id = await Add(Job() with { Delay = TimeSpan.FromMinutes(3) });

        Assert.Equal(T0.AddMinutes(3), (await Get(id)).BeginAfter);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1024)]
    [InlineData(1025)]
    [InlineData(10_000)]
    public async Task Arguments_ComeBack_WhateverTheirSize(int size)
    {
        var bytes = new byte[size];
        new Random(size).NextBytes(bytes);
        var worker = await Worker();

        var id = await Add(Job() with { Arguments = new Payload(bytes), RunnerSettings = new Payload(bytes) });

        Assert.Equal(bytes, (await Get(id)).Arguments.Bytes.ToArray());
        var claimed = (await worker.ClaimOne())!;
        Assert.Equal(bytes, claimed.Arguments.Bytes.ToArray());
        Assert.Equal(bytes, claimed.RunnerSettings.Bytes.ToArray());
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Enqueue_RefusesBatchWhole_NamingTheElement_R044_R128(string fault, string errorId)
    {
        var bad = fault switch
        {
            "begin by" => Job() with { BeginBy = TimeSpan.FromTicks(-1) },
            "two starts" => Job() with { BeginAfter = T0, Delay = TimeSpan.Zero },
            "timeout" => Job() with { Timeout = TimeSpan.Zero },
            "attempts" => Job() with { MaxAttempts = 0 },
            "retry delay" => Job() with { RetryDelay = TimeSpan.FromSeconds(-1) },
            "tag" => Job() with { Tags = [""] },
            "arguments" => Job() with { Arguments = new Payload(new byte[10_001]) },
            "queue" => Job() with { Queue = "none" },
            _ => Job(null, "none"),
        };

        var refusal = await Refused(errorId, () => Store.Jobs.EnqueueAsync([Job(), Job(), bad], Cancel));

        Assert.Equal(2, refusal.Index);
        Assert.Equal(0, (await Queue()).Pending);
    }

    [Fact]
    public async Task Enqueue_AllowsBeginByOfZero_R044()
    {
        var worker = await Worker();
        await Add(Job("now or never") with { BeginBy = TimeSpan.Zero });

        // The same instant is in time.
        Assert.Equal("now or never", await worker.ClaimNames());
    }

    [Fact]
    public async Task Enqueue_Refuses_BatchThatIsTooLarge()
    {
        var many = Enumerable.Repeat(Job(), 50_001).ToList();
        await Refused(ErrorIds.BatchTooLarge, () => Store.Jobs.EnqueueAsync(many, Cancel));

        var heavy = Enumerable.Repeat(Job() with { Arguments = new Payload(new byte[10_000]) }, 6_800).ToList();
        await Refused(ErrorIds.BatchTooLarge, () => Store.Jobs.EnqueueAsync(heavy, Cancel));
    }

    [Fact]
    public async Task ReserveIds_GivesThem_ToNobodyElse()
    {
        var first = await Store.Jobs.ReserveIdsAsync(3, Cancel);
        var next = await Add();

        Assert.Equal(first + 3, next);
        Assert.Null(await StatusOf(first));
        Assert.Equal(first, await Add(Job() with { Id = first }));
    }

    [Fact]
    public async Task Enqueue_OfNothing_IsNothing() => Assert.Empty(await Store.Jobs.EnqueueAsync([], Cancel));
}
