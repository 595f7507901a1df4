namespace AsyncEngine.Jobs;

/// <summary>The engine refused what was asked. <see cref="ErrorId"/> says which rule; the message what to do next.</summary>
public class AsyncEngineException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="errorId">One of <see cref="ErrorIds"/>.</param>
    /// <param name="message">What, which, why, what next.</param>
    /// <param name="inner">The cause, if there is one.</param>
    public AsyncEngineException(string errorId, string message, Exception? inner = null)
        : base(message, inner) => ErrorId = errorId;

    /// <summary>The stable id, one of <see cref="ErrorIds"/>.</summary>
    public string ErrorId { get; }

    /// <summary>What the error is about (a name, an id, a path), for messages and error records.</summary>
    public object? Target { get; init; }

    /// <summary>In a batch, the zero-based index of the element that was refused.</summary>
    public int? Index { get; init; }
}
