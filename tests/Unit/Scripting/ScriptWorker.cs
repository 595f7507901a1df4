using System.Collections.Concurrent;
using AsyncEngine.Calls;
using AsyncEngine.Jobs;
using AsyncEngine.Storage;
using AsyncPS.Scripting;
using AsyncPS.Scripting.Workers;

namespace Unit.Scripting;

/// <summary>One worker as a dispatcher has it: a thread of its own that stays in the host and takes calls.</summary>
internal sealed class ScriptWorker : IDisposable
{
    private readonly BlockingCollection<Order> _orders = [];
    private readonly Thread _thread;
    private volatile ICallRunner? _runner;
    private int _pipelines;

    public ScriptWorker(ScriptWorkerOptions? options = null)
    {
        var host = new ScriptWorkerHost(options ?? new ScriptWorkerOptions());
        _thread = new Thread(() => host.Work(Serve), host.StackSize) { IsBackground = true };
        _thread.Start();
    }

    /// <summary>The runner of the pipeline that runs now.</summary>
    public ICallRunner Runner => _runner!;

    /// <summary>How many pipelines the worker has had.</summary>
    public int Pipelines => _pipelines;

    /// <summary>Bytes that a job may record; the next calls use it.</summary>
    public long StreamLimit { get; set; } = 16 * 1024 * 1024;

    /// <summary>Runs a script to its end.</summary>
    public ScriptRun Run(string text, params object?[] arguments) =>
        Run(text, new ScriptArguments { ArgumentList = arguments });

    public ScriptRun Run(
        string text, ScriptArguments arguments, ScriptSettings? settings = null, ParentOutcome? parent = null) =>
        Start(text, arguments, settings, parent).GetAwaiter().GetResult();

    /// <summary>Starts a script and returns at once.</summary>
    public Task<ScriptRun> Start(
        string text,
        ScriptArguments? arguments = null,
        ScriptSettings? settings = null,
        ParentOutcome? parent = null,
        string? fileName = null)
    {
        var output = new OutputRecorder(new RunKey(1, 1), StreamLimit);
        var invocation = new ScriptInvocation
        {
            Call = new CallText(CallKind.Script, text, fileName),
            Arguments = (arguments ?? ScriptArguments.None).Encode(),
            Settings = (settings ?? ScriptSettings.Default).Encode(),
            Parent = parent,
            Context = new JobContext(null!, output)
            {
                JobId = 1, Queue = "default", Attempt = 1, Dispatcher = Guid.Empty, Agent = "main",
            },
        };
        var order = new Order(invocation, output, new TaskCompletionSource<ScriptRun>(TaskCreationOptions.RunContinuationsAsynchronously));
        _orders.Add(order);
        return order.Done.Task;
    }

    public void Dispose()
    {
        _orders.CompleteAdding();
        _thread.Join(TimeSpan.FromSeconds(60));
        _orders.Dispose();
    }

    private bool Serve(ICallRunner runner)
    {
        Interlocked.Increment(ref _pipelines);
        _runner = runner;
        foreach (var order in _orders.GetConsumingEnumerable())
        {
            try
            {
                order.Done.SetResult(new ScriptRun(runner.Run(order.Invocation), order.Output));
            }
            catch (Exception exception)
            {
                order.Done.SetException(exception);
            }

            if (!runner.IsUsable)
            {
                return false;
            }
        }

        return true;
    }

    private sealed record Order(
        ScriptInvocation Invocation, OutputRecorder Output, TaskCompletionSource<ScriptRun> Done);
}
