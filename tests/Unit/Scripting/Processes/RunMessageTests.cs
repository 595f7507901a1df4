using AsyncEngine;
using AsyncEngine.Calls;
using AsyncEngine.Jobs;
using AsyncEngine.Storage;
using AsyncPS.Scripting.Processes.Wire;
using AsyncPS.Scripting.Workers;
using AsyncPS.Session;
using Xunit;

namespace Unit.Scripting.Processes;

public sealed class RunMessageTests
{
    [Fact]
    public void Run_ArrivesWhole()
    {
        var context = new JobContext((IStore)null!, new OutputRecorder(new RunKey(7, 3, 5), 1_000))
        {
            JobId = 7,
            Name = "näme",
            Queue = "mail",
            Attempt = 2,
            Dispatcher = Guid.NewGuid(),
            Agent = "main",
            Key = new RunKey(7, 3, 5),
            State = new JobState("counter", 9, Bytes(4), new StoreOptions()),
        };
        var invocation = new ScriptInvocation
        {
            Call = new CallText(CallKind.Script, "1 + 1", "/a.ps1"),
            Arguments = Bytes(3),
            Settings = Bytes(200),
            Parent = new ParentOutcome(
                4, JobOutcome.Failed, Bytes(1), new JobError { ErrorId = "e", Message = "m", Record = Bytes(2) }),
            Context = context,
        };
        context.Output.TryRecord(new byte[100]);

        var sent = RunMessage.Of(invocation, 11);
        var got = RunMessage.Decode(Sent(sent.Encode(new SentCalls())), new SentCalls());

        Assert.Equal((11, 7L, 3L, 5L), (got.Number, got.Key.JobId, got.Key.Run, got.Key.RootId));
        Assert.Equal(("näme", "mail", 2, "main"), (got.Name, got.Queue, got.Attempt, got.Agent));
        Assert.Equal(context.Dispatcher, got.Dispatcher);
        Assert.Equal(invocation.Call, got.Call);
        Assert.Equal((3, 200, 900L), (got.Arguments.Length, got.Settings.Length, got.StreamBytes));
        Assert.Equal(("counter", 9L, 4), (got.State, got.StateVersion, got.StateValue.Length));
        Assert.Equal((4L, JobOutcome.Failed, "m"), (got.Parent!.ParentId, got.Parent.Outcome, got.Parent.Error!.Message));
        Assert.Equal(2, got.Parent.Error.Record.Length);
    }

    [Fact]
    public void Calls_GoOnce_AndAreOneObjectThere_AlsoWhenTheyAreMoreThanAreKept()
    {
        var (sending, receiving) = (new SentCalls(), new SentCalls());
        var texts = Enumerable.Range(0, 700).Select(n => (n * 37) % 300).ToList();
        foreach (var text in texts)
        {
            var call = new CallText(CallKind.Script, $"text {text}");
            var writer = new MessageWriter(MessageKind.Run);
            sending.Write(writer, call);
            Assert.Equal(call, receiving.Read(Sent(writer)));
        }

        CallText Again()
        {
            var writer = new MessageWriter(MessageKind.Run);
            sending.Write(writer, new CallText(CallKind.Script, "text 1"));
            return receiving.Read(Sent(writer));
        }

        Assert.Same(Again(), Again());
    }

    [Fact]
    public void Setup_ArrivesWhole()
    {
        var options = new ScriptWorkerOptions
        {
            InitializationScript = "$x = 1",
            ImportModule = ["a", "b"],
            AssemblyPaths = ["/c.dll"],
            ModulePath = "/m.psd1",
            MaxResultBytes = 77,
        };
        var store = new StoreAddress("Host=x;Password=y", AsyncPS.Durability.Normal, "s");

        var got = SetupMessage.Decode(Sent(new SetupMessage(options, store, 42, "PlainText").Encode()));

        Assert.Equal(("$x = 1", "/m.psd1", 77, 42),
            (got.Options.InitializationScript, got.Options.ModulePath, got.Options.MaxResultBytes, got.ParentId));
        Assert.Equal("PlainText", got.Rendering);
        Assert.Equal(["a", "b"], got.Options.ImportModule);
        Assert.Equal(["/c.dll"], got.Options.AssemblyPaths);
        Assert.Equal((store, AsyncPS.Durability.Normal), (got.Store, got.Store!.Durability));
        Assert.Null(SetupMessage.Decode(Sent(new SetupMessage(options, null, 42, null).Encode())).Store);
    }

    private static Payload Bytes(int count) => new(Enumerable.Range(0, count).Select(n => (byte)n).ToArray());

    private static MessageReader Sent(MessageWriter message) =>
        new(message.Finish()[MessageWriter.HeaderSize..].ToArray());
}
