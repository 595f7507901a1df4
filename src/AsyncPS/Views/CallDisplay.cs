using AsyncEngine.Calls.Methods;

namespace AsyncPS;

/// <summary>What a job runs, for people.</summary>
internal static class CallDisplay
{
    /// <summary>A script's text as it is; a method as its type, name and parameters.</summary>
    public static string Of(CallText call) =>
        call.Kind == CallKind.Method ? MethodText.Display(call.Text) : call.Text;
}
