using AsyncEngine;
using AsyncEngine.Storage;
using AsyncPS.Scripting.Processes.Wire;

namespace AsyncPS.Scripting.Processes.Child;

/// <summary>
/// The call of nobody's job, with which a child that has nothing to do goes the way of all calls once: the first job finds
/// that way compiled. It leaves what any job leaves, which is nothing.
/// </summary>
internal static class Rehearsal
{
    // That it reads a global variable has the session looked over when it has ended.
    private const string Script = "param($x) $global:x; $x";

    /// <summary>What comes over the pipe for such a call.</summary>
    public static RunMessage Message()
    {
        var message = new RunMessage
        {
            Number = 0,
            Call = new CallText(CallKind.Script, Script),
            Arguments = new ScriptArguments { ArgumentList = [1] }.Encode(),
            Settings = new ScriptSettings { Isolation = JobIsolation.Process }.Encode(),
            Key = new RunKey(0, 0),
            Queue = string.Empty,
            Attempt = 1,
            Dispatcher = Guid.Empty,
            Agent = string.Empty,
            StreamBytes = int.MaxValue,
        };
        var body = message.Encode(new SentCalls()).Finish()[MessageWriter.HeaderSize..];
        return RunMessage.Decode(new MessageReader(body), new SentCalls());
    }
}
