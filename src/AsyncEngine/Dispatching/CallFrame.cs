using AsyncEngine.Calls;
using AsyncEngine.Calls.Methods;
using AsyncEngine.Scheduling;

namespace AsyncEngine.Dispatching;

/// <summary>One call, closed off from the next one on the same thread: what it puts into the execution context stays here.</summary>
internal sealed class CallFrame
{
    private static readonly ContextCallback Enter = static frame => ((CallFrame)frame!).Execute(); // see Call

    // The context of a thread that nobody has put anything into.
    private static readonly ExecutionContext Clean = MakeClean();

    public required MethodRunner Methods { get; init; }

    public required ICallRunner Runner { get; init; }

    public required JobRun Run { get; init; }

    public required CallTarget Target { get; init; }

    public required JobContext Context { get; init; }

    /// <summary>How it ended.</summary>
    public CallResult Result { get; private set; } = new();

    public JobError? Error => Result.Error;

    /// <summary>Of a failed call, its kind.</summary>
    public FailureKind Kind { get; private set; }

    public void Call() => ExecutionContext.Run(Clean, Enter, this);

    private void Execute()
    {
        JobContext.Current = Context;
        if (Target.Call.Kind == CallKind.Script)
        {
            RunScript();
        }
        else
        {
            RunMethod();
        }
    }

    private void RunMethod()
    {
        (Result, var exception) = Methods.Run(Target.Call, Target.Arguments, Target.Parent, Context);
        Kind = exception is null ? FailureKind.Ordinary : FailureKinds.Of(exception);
    }

    private void RunScript()
    {
        Run.SetRunner(Runner);
        try
        {
            Result = Runner.Run(new ScriptInvocation
            {
                Call = Target.Call,
                Arguments = Target.Arguments,
                Settings = Target.RunnerSettings,
                Parent = Target.Parent,
                Context = Context,
            });
        }
#pragma warning disable CA1031 // A runner answers with results; one that throws has failed the job, not the worker.
        catch (Exception exception)
        {
            Result = new CallResult { Error = ErrorCapture.Of(exception) };
        }
#pragma warning restore CA1031
        finally
        {
            Run.SetRunner(null);
        }

        Kind = Result.Error is { } error ? FailureKinds.Of(error.ErrorId) : FailureKind.Ordinary;
    }

    private static ExecutionContext MakeClean()
    {
        ExecutionContext? clean = null;
        var thread = new Thread(() => clean = ExecutionContext.Capture());
        thread.UnsafeStart();
        thread.Join();
        return clean ?? throw new InvalidOperationException("A new thread has an execution context.");
    }
}
