using AsyncEngine.Storage;
using AsyncPS.Scripting;
using AsyncPS.Scripting.Capture;

namespace AsyncPS.Commands.Calls;

/// <summary>Makes callbacks of script blocks: one with two arms, and one that runs whatever the outcome.</summary>
internal static class CallbackSource
{
    public static IReadOnlyList<NewCallback> Of(
        ScriptBlock? onSuccess,
        ScriptBlock? onFailure,
        ScriptBlock? onCompleted,
        SessionState session,
        ScriptSettings? settings = null)
    {
        var encoded = settings?.Encode() ?? Payload.Empty;
        var callbacks = new List<NewCallback>(2);
        if (onSuccess is not null || onFailure is not null)
        {
            callbacks.Add(Callback(Capture(onSuccess, session), Capture(onFailure, session), encoded));
        }

        if (Capture(onCompleted, session) is { } completed)
        {
            callbacks.Add(Callback(completed, completed, encoded));
        }

        return callbacks;
    }

    private static CapturedScript? Capture(ScriptBlock? block, SessionState session) =>
        block is null ? null : ScriptCapture.FromBlock(block, session);

    // Both arms share one payload: the values of their $using: expressions are found by the expression's text.
    private static NewCallback Callback(CapturedScript? success, CapturedScript? failure, Payload settings)
    {
        var values = new Dictionary<string, object?>(success?.Using ?? []);
        foreach (var (expression, value) in failure?.Using ?? [])
        {
            values[expression] = value;
        }

        return new NewCallback
        {
            OnSuccess = success?.Call,
            OnFailure = failure?.Call,
            Arguments = new ScriptArguments { Using = values }.Encode(),
            RunnerSettings = settings,
        };
    }
}
