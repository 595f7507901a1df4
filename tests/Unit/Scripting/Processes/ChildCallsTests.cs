using AsyncEngine.Calls;
using AsyncEngine.Jobs;
using AsyncEngine.Storage;
using AsyncPS.Scripting.Processes.Child;
using AsyncPS.Scripting.Processes.Wire;
using AsyncPS.Scripting.Workers;
using Xunit;

namespace Unit.Scripting.Processes;

/// <summary>The calls of a child, without the child: what comes over its pipe, what is run, what goes back.</summary>
public sealed class ChildCallsTests
{
    private const long NobodysJob = 0;

    // What a job could tell its session from another by.
    private const string Look =
        """
        $tables = 'variable', 'function', 'alias' | ForEach-Object {
            $ExecutionContext.InvokeProvider.Item.Get("${_}:\") | ForEach-Object { $_.Name }
        }
        "$($Error.Count) $(@(Get-History).Count) $(@(Get-Module).Count) $($PWD) $global:LASTEXITCODE $tables"
        """;

    [Fact]
    public void Serve_RehearsesOnce_WhenNoCallComes_AndSendsNothingOfIt()
    {
        using var pipe = new MemoryStream();
        using var calls = new ChildCalls(new MessageStream(pipe), store: null);
        var runner = new Runner(2, invocation =>
        {
            invocation.Context.Output.TryRecord(new byte[100]);
            if (invocation.Context.JobId == NobodysJob)
            {
                calls.Take(Run(7));
            }
        });

        Assert.False(calls.Serve(runner));

        Assert.Equal([NobodysJob, 7], runner.Jobs);
        Assert.Equal([MessageKind.Output, MessageKind.Ended], Sent(pipe).Select(message => message.Kind));
    }

    [Fact]
    public void Serve_RunsACallAtOnce_WhenItWaitsAlready()
    {
        using var pipe = new MemoryStream();
        using var calls = new ChildCalls(new MessageStream(pipe), store: null);
        var runner = new Runner(1, _ => { });
        calls.Take(Run(7));

        calls.Serve(runner);

        Assert.Equal([7], runner.Jobs);
    }

    [Fact]
    public void Stop_IsForTheCallThatWaits_WhenItComesDuringTheRehearsal()
    {
        using var pipe = new MemoryStream();
        using var calls = new ChildCalls(new MessageStream(pipe), store: null);
        var runner = new Runner(2, invocation =>
        {
            if (invocation.Context.JobId == NobodysJob)
            {
                calls.Take(Run(7));
                calls.Take(Stop(7));
                calls.Take(Run(8));
            }
        });

        calls.Serve(runner);

        Assert.Equal([NobodysJob, 8], runner.Jobs);
        Assert.Equal(0, runner.Stops);
        Assert.Equal([true, false], Sent(pipe).Select(message => EndMessage.Decode(message.Read()).Result.WasStopped));
    }

    [Fact]
    public void Rehearsal_LeavesNothingThatAJobCouldSee()
    {
        var without = Saw(hasWaited: false);
        Assert.Equal(without, Saw(hasWaited: true));
        Assert.StartsWith("0 0 0 ", without, StringComparison.Ordinal);
    }

    [Fact]
    public void Serve_CompletesTheSession_WhenNoCallComes_AndRunsOneThatCameMeanwhileBeforeItRehearses()
    {
        using var pipe = new MemoryStream();
        using var calls = new ChildCalls(new MessageStream(pipe), store: null);
        var imports = 0;
        using var module = new ProbeModule(() =>
        {
            imports++;
            calls.Take(Run(7, "New-Module { } | ForEach-Object { (Get-Module).Name }")); // It is the session's last job.
        });
        using var host = new ScriptWorkerHost(new ScriptWorkerOptions { ModulePath = module.Manifest });

        host.Work(runner => !calls.Serve(runner));

        Assert.Equal(1, imports);
        Assert.Equal("Probe", Ended(Assert.Single(Sent(pipe))));
    }

    // What the first job of a child sees that has waited for it, and so has rehearsed, or that has not.
    private static string Saw(bool hasWaited)
    {
        using var pipe = new MemoryStream();
        using var calls = new ChildCalls(new MessageStream(pipe), store: null);
        using var host = new ScriptWorkerHost(new ScriptWorkerOptions());
        var number = 0;
        if (!hasWaited)
        {
            calls.Take(Run(++number, Look));
        }

        host.Work(real =>
        {
            calls.Serve(new Runner(hasWaited ? 2 : 1, invocation => { if (number == 0) calls.Take(Run(++number, Look)); }, real));
            return true;
        });
        return Ended(Assert.Single(Sent(pipe)));
    }

    private static string Ended(Message message) => (string)new ScriptRun(
        EndMessage.Decode(message.Read()).Result, new OutputRecorder(new RunKey(1, 1), 0)).Succeeded().Value!;

    private static Message Run(int number, string script = "")
    {
        var invocation = new ScriptInvocation
        {
            Call = new CallText(CallKind.Script, script),
            Context = new JobContext((IStore)null!, new OutputRecorder(new RunKey(number, 1), 1_000))
            {
                JobId = number, Queue = "default", Attempt = 1, Dispatcher = Guid.Empty, Agent = "main",
            },
        };
        return Received(RunMessage.Of(invocation, number).Encode(new SentCalls()));
    }

    private static Message Stop(int number)
    {
        var message = new MessageWriter(MessageKind.Stop);
        message.Write(number);
        return Received(message);
    }

    private static Message Received(MessageWriter message) =>
        Sent(new MemoryStream(message.Finish().ToArray())).Single();

    private static List<Message> Sent(MemoryStream pipe)
    {
        using var messages = new MessageStream(new MemoryStream(pipe.ToArray()));
        var all = new List<Message>();
        while (messages.Read() is { } message)
        {
            all.Add(message);
        }

        return all;
    }

    /// <summary>Serves so many calls.</summary>
    /// <param name="count">How many.</param>
    /// <param name="onRun">Told of each.</param>
    /// <param name="real">What runs them; null: nothing does.</param>
    private sealed class Runner(int count, Action<ScriptInvocation> onRun, ICallRunner? real = null) : ICallRunner
    {
        public List<long> Jobs { get; } = [];

        public int Stops { get; private set; }

        public bool IsUsable => Jobs.Count < count;

        public CallResult Run(ScriptInvocation invocation)
        {
            Jobs.Add(invocation.Context.JobId);
            onRun(invocation);
            return real?.Run(invocation) ?? new CallResult();
        }

        public void Stop() => Stops++;

        public void Abandon()
        {
        }
    }
}
