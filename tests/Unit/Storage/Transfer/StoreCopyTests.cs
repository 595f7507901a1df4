using AsyncEngine;
using AsyncEngine.Calls;
using AsyncEngine.Calls.Values;
using AsyncEngine.Dispatching;
using AsyncEngine.Jobs;
using AsyncEngine.Storage;
using Unit.Dispatching;
using Unit.Storage.Contract;
using Xunit;

namespace Unit.Storage.Transfer;

/// <summary>A store in a file that becomes one on a server, and back: nothing is lost, changed or run in another order.</summary>
public sealed class StoreCopyTests : IAsyncDisposable
{
    private readonly CopyPlaces _places = new();
    private readonly Gate _gate = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        _gate.Dispose();
        await _places.DisposeAsync();
    }

    [Fact]
    public async Task Copy_KeepsEveryTable_FromAFileToAServerAndBack()
    {
        var file = _places.OpenFile();
        await FillAsync(file);
        var server = _places.OpenServer();
        var back = _places.OpenFile();

        var there = await file.CopyToAsync(server, cancellationToken: Token);
        var here = await server.CopyToAsync(back, cancellationToken: Token);

        var before = CopyPlaces.Read(file);
        AssertSame(before, CopyPlaces.Read(server));
        AssertSame(before, CopyPlaces.Read(back));
        Assert.Equal(there, here);
        Assert.Equal(before["job"].Count, there.Jobs);
        Assert.Equal(before.Values.Sum(rows => rows.Count), there.Rows);
        string[] unused = ["running", "hold", "progress"];
        Assert.All(before.Where(table => !unused.Contains(table.Key)), table => Assert.NotEmpty(table.Value));
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Copy_RunsInTheSameOrder_AndGivesNewIds(bool fromServer, bool toServer)
    {
        var source = _places.OpenKind(fromServer);
        await source.Queue().CreateQuotaAsync("one", 1, Token);
        foreach (var i in Enumerable.Range(0, 30))
        {
            var note = $"{i}";
            await source.Queue().AddAsync(
                () => Chores.Note(_gate.Id, note),
                new JobOptions { Priority = i % 3, Quotas = i % 4 == 0 ? ["one"] : [], Tags = ["t"] },
                Token);
        }

        var target = _places.OpenKind(toServer);
        await source.CopyToAsync(target, cancellationToken: Token);
        var added = await target.Queue().AddAsync(() => Chores.Note(_gate.Id, "new"), cancellationToken: Token);
        await CopyPlaces.DrainAsync(target);
        string[] there = [.. _gate.Notes];
        _gate.Notes.Clear();
        await CopyPlaces.DrainAsync(source);

        Assert.Equal(_gate.Notes, there.Where(note => note != "new"));
        Assert.Equal(31, there.Length);
        Assert.Equal(31, added.Id);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Copy_IsRefused_WhenTheTargetIsNotEmpty(bool toServer)
    {
        var source = _places.OpenFile();
        source.Queue().Add(() => Chores.Twice(1));
        var target = _places.OpenKind(toServer);
        await target.Queue().CreateQuotaAsync("mine", 1, Token);
        var before = CopyPlaces.Read(target);

        var refusal = await Assert.ThrowsAsync<AsyncEngineException>(() => source.CopyToAsync(target, cancellationToken: Token));

        Assert.Equal(ErrorIds.StoreNotEmpty, refusal.ErrorId);
        Assert.Contains("'quota'", refusal.Message, StringComparison.Ordinal);
        AssertSame(before, CopyPlaces.Read(target));
    }

    [Fact]
    public async Task Copy_IsRefused_IntoItself()
    {
        var store = _places.OpenFile();

        var refusal = await Assert.ThrowsAsync<AsyncEngineException>(() => store.CopyToAsync(store, cancellationToken: Token));

        Assert.Equal(ErrorIds.ArgumentInvalid, refusal.ErrorId);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Copy_PutsRunningJobsBack_WithForceAlone_WhileADispatcherLives(bool toServer)
    {
        var source = _places.OpenFile();
        await source.Queue().CreateQuotaAsync("one", 1, Token);
        var running = source.Queue().Add(() => Chores.Pass(_gate.Id, default), new JobOptions { Quotas = ["one"] });
        await using var dispatcher = new Dispatcher(source);
        await dispatcher.StartAsync(Token);
        await _gate.EnteredAsync();
        var target = _places.OpenKind(toServer);

        var refusal = await Assert.ThrowsAsync<AsyncEngineException>(() => source.CopyToAsync(target, cancellationToken: Token));
        var result = await source.CopyToAsync(target, force: true, cancellationToken: Token);

        Assert.Equal(ErrorIds.DispatcherRunning, refusal.ErrorId);
        Assert.Equal(1, result.PutBack);
        var copy = await target.GetJobAsync(running.Id, Token);
        Assert.Equal(JobStatus.Pending, copy.Status);
        Assert.DoesNotContain(await target.GetDispatchersAsync(Token), each => each.Alive);
        _gate.Open();
        await CopyPlaces.DrainAsync(target);
        Assert.Equal(JobOutcome.Succeeded, (await copy.WaitAsync(Token)).Outcome);
        await dispatcher.StopAsync(cancellationToken: Token);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Copy_LeavesNothing_WhenItIsCancelled(bool toServer)
    {
        var source = _places.OpenFile();
        await source.Queue().AddRangeAsync(Enumerable.Range(0, 2_000), number => Chores.Twice(number), cancellationToken: Token);
        var target = _places.OpenKind(toServer);
        var before = CopyPlaces.Read(target);
        using var cancel = new CancellationTokenSource();
        var progress = new Reporter(_ => cancel.Cancel());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => source.CopyToAsync(target, progress: progress, cancellationToken: cancel.Token));

        AssertSame(before, CopyPlaces.Read(target));
    }

    [Fact]
    public void Tables_AreAllCopied_ButWhatAStoreHasForItself()
    {
        using var file = _places.OpenFile().Storage.Transfer.Export();
        using var server = _places.OpenServer().Storage.Transfer.Export();
        string[] expected = [.. CopiedTable.All.Select(table => table.Name).Concat(["meta", "migration"]).Order()];

        Assert.Equal(expected, file.Tables().Order());
        Assert.Equal(expected, server.Tables().Order());
    }

    private static void AssertSame(Dictionary<string, List<string>> expected, Dictionary<string, List<string>> actual)
    {
        foreach (var (table, rows) in expected)
        {
            Assert.True(
                rows.SequenceEqual(actual[table]),
                $"Table {table} differs:\n{string.Join('\n', rows.Except(actual[table]).Take(3))}\n--\n"
                    + string.Join('\n', actual[table].Except(rows).Take(3)));
        }
    }

    /// <summary>Something in every table.</summary>
    private async Task FillAsync(AsyncStore store)
    {
        var side = await store.CreateQueueAsync("Side", "beside", Token);
        var queue = store.Queue();
        await queue.CreateQuotaAsync("disk", 2, Token);
        await side.CreateQuotaAsync("gone", 1, Token);
        await side.RemoveQuotaAsync("gone", Token);
        await store.States.SetAsync("counter", 7, cancellationToken: Token);

        queue.Add(() => Chores.Twice(21), new JobOptions { Name = "done", Tags = ["a", "B"], Quotas = ["disk"] });
        queue.Add(() => Chores.Fail("broken ü"), new JobOptions
        {
            Callbacks = [JobCallback.OnFailure(error => Chores.TakeError(_gate.Id, error))],
        });
        var big = new string('x', 5_000);
        var echoed = queue.Add(() => Chores.Echo(big));
        queue.Add(JobSpec.Serial([JobSpec.Of(() => Chores.Twice(1)), JobSpec.Of(() => Chores.Twice(2))]));
        await CopyPlaces.DrainAsync(store, "Side");
        await store.Storage.Live.AnnotateAsync(
            echoed.Id, new Dictionary<string, Payload> { ["note"] = new(new byte[] { 0, 1, 255 }) }, Token);
        await RecordAsync(store);

        await side.SuspendAsync(Token);
        side.Add(() => Chores.Twice(3), new JobOptions { Priority = -5, BeginBy = TimeSpan.FromDays(9) });
        queue.Add(() => Chores.Twice(4), new JobOptions { Delay = TimeSpan.FromHours(9), State = "counter" });
        queue.Add(() => Chores.Twice(5), new JobOptions
        {
            Quotas = ["disk"],
            Callbacks = [JobCallback.OnCompleted(() => Chores.Twice(6))],
        });
        queue.Add(JobSpec.Serial([JobSpec.Of(() => Chores.Twice(7)), JobSpec.Of(() => Chores.Twice(8))]));
    }

    /// <summary>A stream of a job that has ended.</summary>
    private static async Task RecordAsync(AsyncStore store)
    {
        var worker = await TestWorker.Activate(store.Storage, 77);
        var job = store.Queue().Add(() => Chores.Twice(9));
        var turn = await store.Storage.Runs.TurnAsync(
            new Turn { DispatcherId = worker.Dispatcher, AgentId = worker.Agent, Want = 1 }, Token);
        var key = Assert.Single(turn.Claimed).Key;
        Assert.Equal(job.Id, key.JobId);
        byte[] chunk = [1, 2, 3];
        await store.Storage.Live.FlushAsync([new LiveOutput { Key = key, Chunks = [chunk] }], Token);
        await store.Storage.Runs.TurnAsync(
            new Turn
            {
                DispatcherId = worker.Dispatcher, AgentId = worker.Agent, Settlements = [TestWorker.Outcome(key)],
            },
            Token);
        await store.Storage.Dispatchers.RemoveAgentAsync(worker.Agent, force: false, Token);
        await store.Storage.Dispatchers.DeactivateAsync(worker.Dispatcher, Token);
    }

    private sealed class Reporter(Action<StoreCopyProgress> report) : IProgress<StoreCopyProgress>
    {
        public void Report(StoreCopyProgress value) => report(value);
    }
}
