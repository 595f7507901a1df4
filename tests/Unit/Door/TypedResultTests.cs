using AsyncEngine;
using AsyncEngine.Jobs;
using Unit.Dispatching;
using Xunit;

namespace Unit.Door;

/// <summary>Methods of every kind that can be a job, and their results as types.</summary>
public sealed class TypedResultTests : IAsyncDisposable
{
    private readonly TestStore _test = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Add_TakesPrivateGenericAndAsyncMethods_AndMethodsOfGenericTypes()
    {
        var jobs = new[]
        {
            _test.Queue.Add(() => Hidden("x")),
            _test.Queue.Add(() => Calls.Typed(new Version(1, 2))),
            _test.Queue.Add(() => Calls.Box<int?>.Open(3)),
        };
        var later = _test.Queue.Add(() => Calls.LaterAsync(5));
        await _test.DrainAsync();

        var texts = await Task.WhenAll(jobs.Select(job => job.ResultAsync<string>(Token)));

        Assert.Equal(["hidden x", "Version 1.2", "box of 3"], texts);
        Assert.Equal(5, await later.ResultAsync<int>(Token));
    }

    [Fact]
    public async Task Result_IsGivenAsAnotherType_WhereNothingIsLost()
    {
        var job = _test.Queue.Add(() => Chores.Twice(21));
        await _test.DrainAsync();

        Assert.Equal(42L, await job.ResultAsync<long>(Token));
        Assert.Equal(42, await job.ResultAsync<object>(Token));
    }

    [Fact]
    public async Task Result_SaysWhatItIs_WhenItIsNoneOfTheType()
    {
        var job = _test.Queue.Add(() => Chores.Echo("text"));
        await _test.DrainAsync();

        var error = await Assert.ThrowsAsync<AsyncEngineException>(() => job.ResultAsync<int>(Token));

        Assert.Equal(ErrorIds.PayloadNotSerializable, error.ErrorId);
        Assert.Contains("System.String", error.Message, StringComparison.Ordinal);
        Assert.Contains("System.Int32", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Result_IsTheTypesDefault_WhenTheMethodReturnsNothing()
    {
        var job = _test.Queue.Add(() => Calls.Take("x"));
        await _test.DrainAsync();

        Assert.Null(await job.ResultAsync<string>(Token));
        Assert.Equal(0, job.Result<int>());
    }

    [Fact]
    public async Task Failure_KeepsTheErrorId_WhenTheJobThrewOneOfTheEngine()
    {
        var job = _test.Queue.Add(() => Calls.Unhappy());
        await _test.DrainAsync();

        var error = await Assert.ThrowsAsync<JobFailedException>(() => job.ResultAsync<string>(Token));

        Assert.Equal(ErrorIds.ArgumentInvalid, error.ErrorId);
        Assert.Equal($"Job {job.Id} failed: thrown by the job", error.Message);
    }

    public ValueTask DisposeAsync() => _test.DisposeAsync();

    private static string Hidden(string text) => $"hidden {text}";
}
