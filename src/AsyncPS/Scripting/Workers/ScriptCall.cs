using AsyncEngine.Calls;
using AsyncEngine.Calls.Values;

namespace AsyncPS.Scripting.Workers;

/// <summary>Calls scripts through the wrapper, from within a pipeline.</summary>
/// <param name="setUsing">Gives the pipeline the values of <c>$using:</c> expressions.</param>
/// <param name="command">The cmdlet that stands in the pipeline.</param>
internal sealed class ScriptCall(Action<Dictionary<string, object?>> setUsing, PSCmdlet command)
{
    private static readonly CmdletInfo OutputSink = new("Write-AsyncJobOutput", typeof(OutputSinkCommand));
    private static readonly CmdletInfo RecordSink = new("Write-AsyncJobRecord", typeof(RecordSinkCommand));
    private static readonly object?[] NoArguments = [];
    private static readonly Hashtable NoParameters = [];

    private readonly JobWrapper _wrapper = new();
    private readonly object?[] _wrapperArguments = new object?[7];

    /// <summary>Runs a script to its end; what ends it otherwise leaves as the exception that it is.</summary>
    public void Run(RunnableScript script, ScriptSettings settings, ScriptInvocation invocation)
    {
        var arguments = Decode(invocation.Arguments);
        setUsing(arguments.Using);
        script.EnforceRequirements(command);
        var parent = invocation.Parent is { } outcome ? ParentValue.Of(outcome) : null;
        _wrapperArguments[0] = script.Block;
        _wrapperArguments[1] = Positional(script, arguments, invocation.Parent is not null, parent);
        _wrapperArguments[2] = arguments.Parameters ?? NoParameters;
        _wrapperArguments[3] = OutputSink;
        _wrapperArguments[4] = RecordSink;
        _wrapperArguments[5] = parent ?? arguments.InputObject; // $_: a callback has no input of its own.
        _wrapperArguments[6] = JobStart.Functions(settings);
        var wrapper = _wrapper.For(arguments.HasInput && script.Input.IsPiped, settings);
        command.InvokeCommand.InvokeScript(useLocalScope: true, wrapper, null, _wrapperArguments);
    }

    private static ScriptArguments Decode(Payload arguments)
    {
        using (NeededJobs.Read())
        {
            return ScriptArguments.Decode(arguments);
        }
    }

    private static object?[] Positional(
        RunnableScript script, ScriptArguments arguments, bool isCallback, object? parent)
    {
        var takesInput = arguments.HasInput && script.Input.HasRoom(arguments);
        if (!takesInput && !isCallback)
        {
            return arguments.ArgumentList as object?[] ?? NoArguments;
        }

        var values = new List<object?>(arguments.ArgumentList.Count + 2);
        if (takesInput)
        {
            values.Add(arguments.InputObject);
        }

        values.AddRange(arguments.ArgumentList);
        if (isCallback)
        {
            values.Add(parent);
        }

        return [.. values];
    }
}
