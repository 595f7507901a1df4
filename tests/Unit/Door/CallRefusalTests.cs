using System.Linq.Expressions;
using AsyncEngine;
using AsyncEngine.Jobs;
using Unit.Dispatching;
using Xunit;

namespace Unit.Door;

/// <summary>What cannot be a job is refused when it is added, with words that say what to write instead.</summary>
public sealed class CallRefusalTests : IAsyncDisposable
{
    private readonly TestStore _test = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Add_SaysToUseAMethod_WhenTheLambdaIsNoCall() =>
        Refused(() => 1 + 1, ErrorIds.ArgumentInvalid, "Put the code into a method and call that.");

    [Fact]
    public void Add_SaysToUseAMethod_WhenTheLambdaReadsAProperty() =>
        Refused(() => DateTime.MaxValue, ErrorIds.ArgumentInvalid, "Put the code into a method and call that.");

    [Fact]
    public void Add_SaysToUseAMethod_WhenTheLambdaInvokesADelegate()
    {
        Func<int> chore = () => 1;
        Refused(() => chore(), ErrorIds.ArgumentInvalid, "Put the code into a method and call that.");
    }

    [Fact]
    public void Add_SaysThatObjectsAreNotStored_WhenTheMethodIsOneOfThisObject() =>
        Refused(() => Own(), ErrorIds.ArgumentInvalid, "objects are not stored with jobs");

    [Fact]
    public void Add_SaysThatObjectsAreNotStored_WhenTheObjectIsMadeFromArguments() =>
        Refused(() => new Calls.NeedsText("x").Read(), ErrorIds.ArgumentInvalid, "objects are not stored with jobs");

    [Fact]
    public void Add_NamesTheMethod_WhenAParameterIsPassedByReference()
    {
        var number = 0;
        Refused(
            () => int.TryParse("1", out number),
            ErrorIds.MethodNotFound,
            "'System.Int32.TryParse' cannot be a job: a parameter is passed by reference");
    }

    [Fact]
    public void Add_SaysThatArgumentsAreEvaluatedNow_WhenOneUsesTheParameter()
    {
        var error = Assert.Throws<AsyncEngineException>(
            () => _test.Queue.Add<Calls.IReader>(reader => Chores.Echo(reader.Read())));

        Assert.Equal(ErrorIds.ArgumentInvalid, error.ErrorId);
        Assert.Contains("uses 'reader' in an argument", error.Message, StringComparison.Ordinal);
    }

    public static TheoryData<JobOptions> Senseless() =>
    [
        new JobOptions { Timeout = TimeSpan.FromTicks(1) },
        new JobOptions { RetryPolicy = (RetryPolicyKind)99 },
        new JobOptions { Tags = null! },
        new JobOptions { Callbacks = [null!] },
    ];

    [Theory]
    [MemberData(nameof(Senseless), DisableDiscoveryEnumeration = true)]
    public void Add_RefusesOptionsThatMakeNoSense(JobOptions options) => Assert.Equal(
        ErrorIds.ArgumentInvalid,
        Assert.Throws<AsyncEngineException>(() => _test.Queue.Add(() => Chores.Twice(1), options)).ErrorId);

    [Fact]
    public void Open_SaysWhereAStoreInMemoryIsFound() => Assert.Contains(
        "AsyncStore.OpenTest",
        Assert.Throws<AsyncEngineException>(() => AsyncStore.Open(":memory:")).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Add_SaysToReturnATask_WhenTheMethodIsAsyncVoid()
    {
        var error = Assert.Throws<AsyncEngineException>(() => _test.Queue.Add(() => Calls.Forgotten()));

        Assert.Equal(ErrorIds.MethodNotFound, error.ErrorId);
        Assert.Contains("let it return a Task", error.Message, StringComparison.Ordinal);
    }

    public static TheoryData<object> Unstorable() =>
    [
        new MemoryStream(),
        new Action(() => { }),
        new Thread(() => { }),
        System.Text.Json.JsonDocument.Parse("[1]").RootElement,
        new { Bytes = new ReadOnlyMemory<byte>([1, 2]) },
        new Lazy<int>(1),
    ];

    [Theory]
    [MemberData(nameof(Unstorable), DisableDiscoveryEnumeration = true)]
    public async Task Add_NamesTheArgument_WhenItCannotBeStored(object value)
    {
        var error = Assert.Throws<AsyncEngineException>(() => _test.Queue.Add(() => Calls.Take(value)));

        Assert.Equal(ErrorIds.PayloadNotSerializable, error.ErrorId);
        Assert.Contains("[0]", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, (await _test.Queue.GetInfoAsync(Token)).Pending);
    }

    [Fact]
    public void Add_ThrowsTheArgumentsOwnError_WhenItCannotBeEvaluated() =>
        Assert.Throws<FormatException>(() => _test.Queue.Add(() => Chores.Twice(int.Parse("x", null))));

    [Fact]
    public async Task Job_SaysToSetCreateInstance_WhenItsObjectCannotBeMade()
    {
        var job = _test.Queue.Add<Calls.IReader>(reader => reader.Read());
        await _test.DrainAsync();

        var error = await Assert.ThrowsAsync<JobFailedException>(() => job.ResultAsync<string>(Token));

        Assert.Equal(ErrorIds.MethodNotFound, error.ErrorId);
        Assert.Contains("Set DispatcherOptions.CreateInstance.", error.Message, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => _test.DisposeAsync();

    private string Own() => $"{_test}";

    private void Refused<T>(Expression<Func<T>> call, string errorId, string words)
    {
        var error = Assert.Throws<AsyncEngineException>(() => _test.Queue.Add(call));

        Assert.Equal(errorId, error.ErrorId);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }
}
