using System.Management.Automation;
using System.Management.Automation.Runspaces;
using AsyncEngine.Calls;
using AsyncEngine.Jobs;
using AsyncPS.Scripting.Streams;
using AsyncPS.Scripting.Values;
using Xunit;

namespace Unit.Scripting;

/// <summary>What a script that ran has left.</summary>
internal sealed class ScriptRun(CallResult result, OutputRecorder output)
{
    private StreamRecord[]? _records;

    public CallResult Result { get; } = result;

    public JobError? Error => Result.Error;

    /// <summary>Its output, each object by itself, without PowerShell's wrappers.</summary>
    public object?[] Output => [.. InRunspace(() => ScriptValues.Codec.DecodeOutputs(Result.Result))
        .Select(value => value is PSObject { BaseObject: not PSCustomObject } wrapper ? wrapper.BaseObject : value)];

    /// <summary>Its only output object.</summary>
    public object? Value => Assert.Single(Output);

    /// <summary>All that was recorded, in order.</summary>
    public StreamRecord[] Records => _records ??= InRunspace(() =>
        output.Take()?.Chunks.SelectMany(StreamRecordCodec.Decode).ToArray() ?? []);

    public string[] Messages(StreamKind kind) =>
        [.. Records.Where(record => record.Kind == kind).Select(record => record.Value?.ToString() ?? string.Empty)];

    /// <summary>The run without an error, or the test fails with its message.</summary>
    public ScriptRun Succeeded()
    {
        Assert.True(Result.Succeeded, Error?.Message + Environment.NewLine + Error?.ScriptStackTrace);
        return this;
    }

    public JobError Failed()
    {
        Assert.False(Result.Succeeded);
        return Assert.IsType<JobError>(Error);
    }

    private static T InRunspace<T>(Func<T> read)
    {
        var before = Runspace.DefaultRunspace;
        using var runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        runspace.Open();
        Runspace.DefaultRunspace = runspace;
        try
        {
            return read();
        }
        finally
        {
            Runspace.DefaultRunspace = before;
        }
    }
}
