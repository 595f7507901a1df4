using AsyncEngine;
using AsyncEngine.Dispatching;
using AsyncEngine.Jobs;
using Xunit;

namespace Unit.Dispatching;

/// <summary>What jobs see of themselves, and what surrounds their calls.</summary>
public sealed class StatusTests : IAsyncDisposable
{
    private readonly RecordingLog _log = new();
    private readonly TestStore _test;
    private readonly Gate _gate = new();

    public StatusTests() => _test = new TestStore(log: _log);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task JobsAndCallbacks_SeeWhereTheyStand_R036()
    {
        var job = _test.Queue.Add(() => Chores.NoteStatus(_gate.Id, null!), new JobOptions
        {
            Callbacks =
            [
                JobCallback.OnCompleted(parent => Chores.NoteLine(_gate.Id, parent, null!)) with
                {
                    Callbacks = [JobCallback.OnCompleted(parent => Chores.NoteLine(_gate.Id, parent, null!))],
                },
            ],
        });
        await _test.DrainAsync();

        await job.WaitAsync(Token);
        Assert.Equal(
            ["own Active", "own Active, above Callbacks", "own Active, above Callbacks, above Callbacks"], _gate.Notes);
        Assert.Equal(JobStatus.Completed, job.Status);
    }

    [Theory]
    [InlineData(nameof(Machine.Run), JobOutcome.Succeeded, "run, disposed")]
    [InlineData(nameof(Machine.Fail), JobOutcome.Failed, "fail, disposed")]
    public async Task Object_IsDisposed_HoweverTheCallEnds_R058(string method, JobOutcome outcome, string notes)
    {
        var job = await _test.Queue.AddAsync(typeof(Machine), method, [_gate.Id], cancellationToken: Token);
        await _test.DrainAsync();

        await job.WaitAsync(Token);
        Assert.Equal((outcome, notes), (job.Outcome, string.Join(", ", _gate.Notes)));
    }

    [Fact]
    public async Task ObjectThatCannotBeDisposed_LeavesTheResultAlone_R058()
    {
        var job = _test.Queue.Add<Jammed>(jammed => jammed.Answer());
        await _test.DrainAsync();

        Assert.Equal(42, await job.ResultAsync<int>(Token));
        Assert.Equal(1, _log.Count(2019));
    }

    [Fact]
    public async Task ObjectThatCannotBeMade_FailsTheJob_R058_R086()
    {
        var job = _test.Queue.Add<Unbuilt>(unbuilt => unbuilt.Run());
        await _test.DrainAsync();

        await job.WaitAsync(Token);
        Assert.Equal((JobOutcome.Failed, "no parts"), (job.Outcome, job.Error?.Message));
    }

    [Fact]
    public async Task Job_IsPrinted_WhateverItIs_R033()
    {
        var job = _test.Queue.Add(() => Chores.Twice(1), new JobOptions { Name = "report" });
        var odd = await _test.Store.Storage.Jobs.EnqueueAsync(
            [new() { Call = new CallText(CallKind.Method, "\0 nothing ( that [could be ` read") }], Token);
        var broken = await _test.Store.GetJobAsync(odd[0], Token);

        Assert.Equal($"Job {job.Id} 'report' (Pending)", job.ToString());
        Assert.Equal($"Job {broken.Id} (Pending)", broken.ToString());
        Assert.Contains("nothing", broken.Call, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        _gate.Dispose();
        await _test.DisposeAsync();
    }

    public sealed class Machine : IDisposable
    {
        private Gate? _gate;

        public void Run(string gate) => (_gate = Gate.Of(gate)).Note("run");

        public void Fail(string gate)
        {
            (_gate = Gate.Of(gate)).Note("fail");
            throw new InvalidOperationException("no luck");
        }

        public void Dispose() => _gate!.Note("disposed");
    }

    public sealed class Jammed : IDisposable
    {
        public int Answer() => 42;

        public void Dispose() => throw new InvalidOperationException("jammed");
    }

    public sealed class Unbuilt
    {
        public Unbuilt() => throw new InvalidOperationException("no parts");

        public void Run() => ToString();
    }
}
