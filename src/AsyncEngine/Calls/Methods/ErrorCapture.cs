namespace AsyncEngine.Calls.Methods;

/// <summary>
/// Turns an exception into text (R083, R084). Nothing that an exception does when it is read makes this fail (R085).
/// </summary>
internal static class ErrorCapture
{
    private const int MaxMessage = 10_000;
    private const int MaxStack = 20_000;
    private const int MaxInner = 8;

    /// <summary>The error that says what the exception says.</summary>
    public static JobError Of(Exception exception) => Of(exception, MaxInner);

    private static JobError Of(Exception exception, int depth)
    {
        exception = Unwrap(exception);
        var type = exception.GetType();
        return new JobError
        {
            ErrorId = (exception as AsyncEngineException)?.ErrorId ?? type.Name,
            Message = Cut(Read(exception, static e => e.Message) ?? type.Name, MaxMessage),
            Type = type.FullName,
            StackTrace = Read(exception, static e => e.StackTrace) is { } stack ? Cut(stack, MaxStack) : null,
            Inner = exception.InnerException is { } inner && depth > 0 ? Of(inner, depth - 1) : null,
        };
    }

    // The wrapper says nothing that the one exception in it does not.
    private static Exception Unwrap(Exception exception) => exception switch
    {
        AggregateException { InnerExceptions: [var only] } => Unwrap(only),
        System.Reflection.TargetInvocationException { InnerException: { } inner } => Unwrap(inner),
        _ => exception,
    };

    private static string? Read(Exception exception, Func<Exception, string?> property)
    {
        try
        {
            return property(exception);
        }
#pragma warning disable CA1031 // An exception of an exception's own property has nowhere to go.
        catch (Exception second)
        {
            return $"(The text could not be read: {second.GetType().FullName}.)";
        }
#pragma warning restore CA1031
    }

    private static string Cut(string text, int length) =>
        text.Length <= length ? text : string.Concat(text.AsSpan(0, length), "… (cut)");
}
