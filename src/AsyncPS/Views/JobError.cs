using Engine = AsyncEngine.Jobs;

namespace AsyncPS;

/// <summary>Why a job failed.</summary>
public sealed class JobError
{
    internal JobError(Engine.JobError error)
    {
        Message = error.Message;
        Type = error.Type;
        ErrorId = error.ErrorId;
        ScriptStackTrace = error.ScriptStackTrace;
        Position = error.Position;
        StackTrace = error.StackTrace;
        Inner = error.Inner is null ? null : new JobError(error.Inner);
    }

    /// <summary>What the failing code said.</summary>
    public string Message { get; }

    /// <summary>Full name of the exception's type.</summary>
    public string? Type { get; }

    /// <summary>The error's id: the engine's, such as <c>JobTimedOut</c>, or the script's own.</summary>
    public string ErrorId { get; }

    /// <summary>The script's stack, one frame a line.</summary>
    public string? ScriptStackTrace { get; }

    /// <summary>Where in the script it happened.</summary>
    public string? Position { get; }

    /// <summary>The .NET stack, where there was one.</summary>
    public string? StackTrace { get; }

    /// <summary>The error behind this one.</summary>
    public JobError? Inner { get; }

    /// <summary>The message.</summary>
    public override string ToString() => Message;
}
