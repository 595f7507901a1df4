using AsyncEngine.Calls;
using AsyncPS.Scripting.Values;
using Engine = AsyncEngine.Jobs;

namespace AsyncPS.Scripting.Workers;

/// <summary>What a callback gets as its last argument: its parent's result, or its error as an error record.</summary>
internal static class ParentValue
{
    public static object? Of(ParentOutcome parent) =>
        parent.Outcome == Engine.JobOutcome.Succeeded ? ScriptValues.Codec.Decode(parent.Result) : ErrorOf(parent);

    private static ErrorRecord ErrorOf(ParentOutcome parent)
    {
        var error = parent.Error ?? new Engine.JobError
        {
            ErrorId = ErrorIds.JobCancelled,
            Message = $"Job {parent.ParentId} was stopped before it ended.",
        };
        return JobErrorRecords.Of(error, parent.ParentId);
    }
}
