using System.IO.Pipes;
using System.Management.Automation.Runspaces;
using AsyncPS.Scripting.Processes.Wire;
using AsyncPS.Scripting.Workers;

namespace AsyncPS.Scripting.Processes.Child;

/// <summary>A child process from its first message to its end.</summary>
internal static class WorkerProcessLife
{
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromMinutes(1);

    /// <summary>Does what the dispatcher says until that is gone; does not return then.</summary>
    public static void Serve(string name)
    {
        if (!OperatingSystem.IsWindows())
        {
            UnixProcess.LeadGroup();
        }

        // The session takes longest; what it begins with comes over the pipe meanwhile.
        var session = Task.Run(OpenSession);
        using var pipe = new NamedPipeClientStream(
            ".", name, PipeDirection.InOut, PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly);
        pipe.Connect((int)ConnectLimit.TotalMilliseconds);
        using var messages = new MessageStream(pipe);
        try
        {
            if (messages.Read() is { Kind: MessageKind.Setup } first)
            {
                Serve(messages, SetupMessage.Decode(first.Read()), session);
            }
        }
        finally
        {
            EndOfProcess.Now();
        }
    }

    private static Runspace OpenSession()
    {
        Telemetry.TurnOff();
        return BareSession.Open();
    }

    private static void Serve(MessageStream messages, SetupMessage setup, Task<Runspace> session)
    {
        OutputRendering.Current = setup.Rendering;
        using var watch = new ParentWatch(setup.ParentId);
        using var host = new ScriptWorkerHost(setup.Options, opened: session);
        using var calls = new ChildCalls(messages, setup.Store);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => calls.Flush();
        try
        {
            host.Prepare();
        }
        catch (Exception error)
        {
            Refuse(messages, error);
            return;
        }

        var thread = new Thread(() => Work(host, calls), host.StackSize) { IsBackground = true, Name = "AsyncPS job" };
        thread.UnsafeStart();
        messages.Write(MessageKind.Ready);
        while (messages.Read() is { } message)
        {
            calls.Take(message);
        }
    }

    // What is wrong with a session shows when it is opened or completed: then this process is of no more use.
    private static void Work(ScriptWorkerHost host, ChildCalls calls)
    {
        try
        {
            host.Work(calls.Serve);
        }
        catch (AsyncEngineException error)
        {
            Console.Error.WriteLine(error.Message);
            EndOfProcess.Now();
        }
    }

    private static void Refuse(MessageStream messages, Exception error)
    {
        var message = new MessageWriter(MessageKind.NotReady);
        message.Write(error.Message);
        messages.Write(message);

        // It is read before this process ends: its reader closes the pipe then.
        messages.Read();
    }
}
