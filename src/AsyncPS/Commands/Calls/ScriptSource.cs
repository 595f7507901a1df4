using AsyncPS.Scripting;
using AsyncPS.Scripting.Capture;

namespace AsyncPS.Commands.Calls;

/// <summary>A script with its arguments; each job has the piped object besides.</summary>
internal sealed class ScriptSource(CapturedScript script, object?[]? positional, IDictionary? named) : CallSource
{
    public override (CallText Call, Payload Arguments) For(PipedInput? input)
    {
        var arguments = new ScriptArguments
        {
            ArgumentList = positional ?? [],
            Parameters = named,
            HasInput = input is not null,
            InputObject = input?.Value,
            Using = script.Using,
        };
        return (script.Call, arguments.Encode());
    }
}
