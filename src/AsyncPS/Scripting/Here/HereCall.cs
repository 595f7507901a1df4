using AsyncEngine.Calls;

namespace AsyncPS.Scripting.Here;

/// <summary>A script call that waits for the session's thread.</summary>
internal sealed class HereCall(ScriptInvocation invocation)
{
    private readonly TaskCompletionSource<CallResult> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ScriptInvocation Invocation { get; } = invocation;

    public Task<CallResult> Result => _result.Task;

    public void End(CallResult result) => _result.TrySetResult(result);
}
