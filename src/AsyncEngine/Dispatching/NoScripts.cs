using AsyncEngine.Calls;

namespace AsyncEngine.Dispatching;

/// <summary>The worker host of a program without PowerShell: threads that run methods, and refuse scripts.</summary>
internal sealed class NoScripts : IWorkerHost, ICallRunner
{
    public static NoScripts Instance { get; } = new();

    public int StackSize => 0;

    public bool IsUsable => true;

    public void Work(Func<ICallRunner, bool> serve)
    {
        while (!serve(this))
        {
        }
    }

    public CallResult Run(ScriptInvocation invocation) => new()
    {
        Error = new JobError
        {
            ErrorId = ErrorIds.ScriptInvalid,
            Message = "This dispatcher runs .NET methods only, and the job is a script. "
                + "Run it with a dispatcher that the AsyncPS module started.",
        },
    };

    public void Stop()
    {
        // There is never a script to stop.
    }

    public void Abandon()
    {
        // A thread alone holds up nothing.
    }
}
