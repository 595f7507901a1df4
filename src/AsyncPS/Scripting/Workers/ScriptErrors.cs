using AsyncPS.Scripting.Values;
using Engine = AsyncEngine.Jobs;

namespace AsyncPS.Scripting.Workers;

/// <summary>What made a script fail, as the engine keeps it.</summary>
internal static class ScriptErrors
{
    /// <summary>The error of an exception that left a script.</summary>
    public static Engine.JobError Of(Exception exception) => exception switch
    {
        AsyncEngineException engine => new Engine.JobError
        {
            ErrorId = engine.ErrorId,
            Message = engine.Message,
            Type = engine.GetType().FullName,
        },
        IContainsErrorRecord { ErrorRecord: { } record } => Of(new ErrorRecord(record, exception)),
        _ => Of(new ErrorRecord(exception, exception.GetType().Name, ErrorCategory.NotSpecified, null)),
    };

    /// <summary>The error of an error record.</summary>
    public static Engine.JobError Of(ErrorRecord record)
    {
        var exception = record.Exception;
        return new Engine.JobError
        {
            ErrorId = record.FullyQualifiedErrorId,
            Message = record.ErrorDetails?.Message ?? exception.Message,
            Type = exception.GetType().FullName,
            ScriptStackTrace = JobFrames.OwnStack(record.ScriptStackTrace),
            Position = PositionOf(record),
            StackTrace = exception.StackTrace,
            Inner = exception.InnerException is { } inner ? InnerOf(inner, depth: 1) : null,
            Record = RecordOf(record),
        };
    }

    private static string? PositionOf(ErrorRecord record)
    {
        var message = record.InvocationInfo?.PositionMessage;
        return string.IsNullOrEmpty(message) ? null : message;
    }

    private static Engine.JobError InnerOf(Exception exception, int depth) => new()
    {
        ErrorId = (exception as IContainsErrorRecord)?.ErrorRecord?.FullyQualifiedErrorId ?? exception.GetType().Name,
        Message = exception.Message,
        Type = exception.GetType().FullName,
        StackTrace = exception.StackTrace,
        Inner = exception.InnerException is { } inner && depth < 10 ? InnerOf(inner, depth + 1) : null,
    };

    // The texts are enough to work with where a part of the record cannot be written.
    private static Payload RecordOf(ErrorRecord record)
    {
        try
        {
            return ScriptValues.Codec.Encode(record);
        }
        catch (Exception exception) when (exception is AsyncEngineException or RuntimeException)
        {
            return Payload.Empty;
        }
    }
}
