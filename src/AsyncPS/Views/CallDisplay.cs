using AsyncEngine.Calls.Methods;
using AsyncEngine.Storage;

namespace AsyncPS;

/// <summary>What a job runs, for people.</summary>
internal static class CallDisplay
{
    /// <summary>A script's text as it is; a method as its type, name and parameters; a join by its parts.</summary>
    /// <param name="call">The call.</param>
    /// <param name="parts">Of a join: how many jobs it stands for.</param>
    public static string Of(CallText call, int parts = 0) => call.Kind switch
    {
        CallKind.Method => MethodText.Display(call.Text),
        CallKind.Join => (parts == 1 ? "1 job" : $"{parts} jobs")
            + (call == NewJoin.CallOf(isSerial: true) ? ", one after the other" : " in parallel"),
        _ => call.Text,
    };
}
