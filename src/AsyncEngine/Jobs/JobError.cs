namespace AsyncEngine.Jobs;

/// <summary>Why a job failed: text only, never a live object.</summary>
public sealed record JobError
{
    /// <summary>The stable id, for example <c>JobTimedOut</c>, or the error id of the script.</summary>
    public required string ErrorId { get; init; }

    /// <summary>The message, as the failing code gave it.</summary>
    public required string Message { get; init; }

    /// <summary>Full name of the exception type, where there was one.</summary>
    public string? Type { get; init; }

    /// <summary>The script's own stack, one frame a line.</summary>
    public string? ScriptStackTrace { get; init; }

    /// <summary>Where in the script it happened: file, line, column and the line itself.</summary>
    public string? Position { get; init; }

    /// <summary>The .NET stack.</summary>
    public string? StackTrace { get; init; }

    /// <summary>The error that caused this one.</summary>
    public JobError? Inner { get; init; }

    /// <summary>The encoded error record, where the runner that met it can write one.</summary>
    internal Payload Record { get; init; }
}
