using System.Globalization;
using AsyncEngine.Calls;
using Engine = AsyncEngine.Jobs;

namespace AsyncPS.Scripting.Workers;

/// <summary>Decides what the exception that left a script means.</summary>
internal static class ScriptEnding
{
    /// <summary>The error id of a call whose pipeline was stopped, and not by the engine.</summary>
    public const string PipelineStopped = "PipelineStopped";

    /// <param name="exception">What left the script.</param>
    /// <param name="wasAsked">Whether the engine had asked the script to end.</param>
    public static CallResult Of(Exception exception, bool wasAsked) => exception switch
    {
        ExitException exit => OfExit(exit),

        // A stray break or continue ends a script quietly, as it does at the prompt.
        BreakException or ContinueException => new CallResult(),
        PipelineStoppedException when wasAsked => new CallResult { WasStopped = true },
        PipelineStoppedException => new CallResult { Error = StoppedItself(exception) },
        _ => new CallResult { Error = ScriptErrors.Of(exception) },
    };

    private static CallResult OfExit(ExitException exit)
    {
        var code = CodeOf(exit.Argument);
        return code == 0
            ? new CallResult { ExitCode = 0 }
            : new CallResult { ExitCode = code, Error = Exited(code) };
    }

    // As pwsh does: nothing is 0, what is not a number is 1.
    private static int CodeOf(object? argument)
    {
        var value = argument is PSObject wrapper ? wrapper.BaseObject : argument;
        return value switch
        {
            null => 0,
            int code => code,
            _ => LanguagePrimitives.TryConvertTo(value, CultureInfo.InvariantCulture, out int code) ? code : 1,
        };
    }

    private static Engine.JobError Exited(int code) => new()
    {
        ErrorId = ErrorIds.JobExited,
        Message = $"The script ended with 'exit {code}'.",
    };

    private static Engine.JobError StoppedItself(Exception exception) => new()
    {
        ErrorId = PipelineStopped,
        Message = "The script stopped its own pipeline or closed its runspace, so it did not run to its end.",
        Type = exception.GetType().FullName,
    };
}
