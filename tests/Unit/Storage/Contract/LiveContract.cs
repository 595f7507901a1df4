using AsyncEngine.Jobs;
using AsyncEngine.Storage;
using Xunit;

namespace Unit.Storage.Contract;

/// <summary>What is written and read while a job runs (R051, R192 to R195).</summary>
public abstract class LiveContract : StoreContract
{
    private Task Annotate(long id, string name, Payload value) =>
        Store.Live.AnnotateAsync(id, new Dictionary<string, Payload> { [name] = value }, Cancel);

    private static LiveOutput Output(RunKey key, params byte[] chunks) => new()
    {
        Key = key,
        Chunks = [.. chunks.Select(chunk => new ReadOnlyMemory<byte>([chunk]))],
    };

    private async Task<byte[]> Stream(long id, int from = 0, int count = 100) =>
        [.. (await Store.Live.ReadStreamAsync(id, from, count, Cancel)).Select(chunk => chunk.Bytes.Span[0])];

    [Fact]
    public async Task Annotations_ComeBack_WhateverTheJobIsAt_R051_R194()
    {
        var id = await Add();
        await Annotate(id, "Hello", Bytes(1));
        await Annotate(id, "hello", Bytes(2));
        await Annotate(id, "other", Bytes(3));

        Assert.Equal([2], (await Store.Live.ReadAnnotationAsync(id, "HELLO", Cancel))!.Value.Bytes.ToArray());
        var all = (await Get(id)).Annotations;
        Assert.Equal(["hello", "other"], all.Keys.Order());
        Assert.Equal([3], all["OTHER"].Bytes.ToArray());
    }

    [Fact]
    public async Task Annotation_IsRemoved_ByNothing()
    {
        var id = await Add();
        await Annotate(id, "a", Bytes(1));

        await Annotate(id, "A", Payload.Empty);

        Assert.Null(await Store.Live.ReadAnnotationAsync(id, "a", Cancel));
    }

    [Fact]
    public async Task Annotations_OfAnUnknownJob_AreRefused()
    {
        await Refused(ErrorIds.JobNotFound, () => Annotate(5, "a", Bytes(1)));
        await Refused(ErrorIds.JobNotFound, () => Store.Live.ReadAnnotationAsync(5, "a", Cancel));
    }

    [Fact]
    public async Task Streams_ComeBack_InOrder()
    {
        var worker = await Worker();
        var id = await Add();
        var key = (await worker.ClaimOne())!.Key;
        await Store.Live.FlushAsync([Output(key, 1, 2)], Cancel);
        await Store.Live.FlushAsync([Output(key, 3), Output(key, 4)], Cancel);

        Assert.Equal([1, 2, 3, 4], await Stream(id));
        Assert.Equal([3], await Stream(id, 2, 1));
        Assert.Equal([0, 1, 2, 3], (await Store.Live.ReadStreamAsync(id, 0, 9, Cancel)).Select(chunk => chunk.Number));
    }

    [Fact]
    public async Task OutputOfAnOldRun_IsDropped()
    {
        var worker = await Worker();
        var id = await Add();
        var old = (await worker.ClaimOne())!.Key;
        await Store.Live.FlushAsync([Output(old, 1)], Cancel);
        await worker.Settle(TestWorker.Back(old));
        var key = (await worker.ClaimOne())!.Key;

        await Store.Live.FlushAsync([Output(old, 9), Output(key, 2)], Cancel);

        // Only the last run is shown.
        Assert.Equal([2], await Stream(id));
        await worker.Settle(TestWorker.Outcome(key));
        await Store.Live.FlushAsync([Output(key, 3)], Cancel);
        Assert.Equal([2], await Stream(id));
    }

    [Fact]
    public async Task Follower_ReadsOldRunToItsEnd_ThenTheNext()
    {
        var worker = await Worker();
        var id = await Add();
        var old = (await worker.ClaimOne())!.Key;
        await Store.Live.FlushAsync([Output(old, 1, 2)], Cancel);
        await worker.Settle(TestWorker.Back(old));
        var key = (await worker.ClaimOne())!.Key;
        await Store.Live.FlushAsync([Output(key, 3, 4)], Cancel);

        var rest = await Store.Live.FollowStreamAsync(id, old.Run, 0, 10, Cancel);

        Assert.Equal([2, 3, 4], rest.Select(chunk => chunk.Bytes.Span[0]));
        Assert.Equal([(old.Run, 1), (key.Run, 0), (key.Run, 1)], rest.Select(chunk => (chunk.Run, chunk.Number)));
        Assert.Equal([2, 3], (await Store.Live.FollowStreamAsync(id, old.Run, 0, 2, Cancel)).Select(c => c.Bytes.Span[0]));
        Assert.Empty(await Store.Live.FollowStreamAsync(id, key.Run, 1, 10, Cancel));
    }

    [Fact]
    public async Task Progress_IsTheLatest()
    {
        var worker = await Worker();
        var id = await Add();
        var key = (await worker.ClaimOne())!.Key;
        Assert.Null((await Get(id)).Progress);

        await Store.Live.FlushAsync([new LiveOutput { Key = key, Progress = new("copy", "one", 10, 30) }], Cancel);
        await Store.Live.FlushAsync([new LiveOutput { Key = key, Progress = new("copy", null, 20) }], Cancel);

        Assert.Equal(new JobProgress("copy", null, 20), (await Get(id)).Progress);
    }

    [Fact]
    public async Task OutputOfACallback_IsItsOwn()
    {
        var worker = await Worker();
        await Add(Job() with { Callbacks = [new NewCallback { OnSuccess = Call() }] });
        var root = (await worker.ClaimOne())!;
        await Store.Live.FlushAsync([Output(root.Key, 1)], Cancel);
        var due = (await worker.Succeed(root)).Callbacks[0];

        await Store.Live.FlushAsync([Output(new RunKey(due.Id, root.Key.Run, 1), 2)], Cancel);

        Assert.Equal([1], await Stream(1));
        Assert.Equal([2], await Stream(due.Id));
    }

    [Fact]
    public async Task JobWithoutOutput_HasNone()
    {
        var id = await Add();

        Assert.Empty(await Stream(id));
        Assert.Empty(await Stream(99));
    }
}
