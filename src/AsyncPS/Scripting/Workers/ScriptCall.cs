using System.Management.Automation.Runspaces;
using AsyncEngine.Calls;
using AsyncEngine.Calls.Values;

namespace AsyncPS.Scripting.Workers;

/// <summary>Calls scripts through the wrapper, from within a pipeline.</summary>
/// <param name="setUsing">Gives the pipeline the values of <c>$using:</c> expressions.</param>
/// <param name="command">The cmdlet that stands in the pipeline.</param>
internal sealed class ScriptCall(Action<Dictionary<string, object?>> setUsing, PSCmdlet command)
{
    private static readonly object?[] NoArguments = [];

    private readonly object?[] _wrapperArguments = new object?[5];

    /// <summary>Runs a script to its end; what ends it otherwise leaves as the exception that it is.</summary>
    public void Run(RunnableScript script, ScriptSettings settings, ScriptInvocation invocation)
    {
        var arguments = Decode(invocation.Arguments);
        setUsing(arguments.Using);
        script.EnforceRequirements(command);
        var parent = invocation.Parent is { } outcome ? ParentValue.Of(outcome) : null;
        _wrapperArguments[0] = script.Block;
        _wrapperArguments[1] = Positional(script, arguments, invocation.Parent is not null, parent);
        _wrapperArguments[2] = arguments.Parameters;
        _wrapperArguments[3] = parent ?? arguments.InputObject; // $_: a callback has no input of its own.
        _wrapperArguments[4] = JobStart.Functions(settings);
        command.InvokeCommand.InvokeScript(
            JobWrapper.For(arguments.HasInput && script.Input.IsPiped, arguments.Parameters is not null, settings),
            useNewScope: true,
            PipelineResultTypes.Output | PipelineResultTypes.Error,
            null,
            _wrapperArguments);
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
