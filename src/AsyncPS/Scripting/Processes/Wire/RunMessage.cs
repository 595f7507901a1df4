using AsyncEngine.Calls;
using AsyncEngine.Storage;
using Engine = AsyncEngine.Jobs;

namespace AsyncPS.Scripting.Processes.Wire;

/// <summary>A call to run, with all that it has to know of its job.</summary>
internal sealed record RunMessage
{
    /// <summary>Which call of this child it is: a stop that comes late is not for the next one.</summary>
    public required int Number { get; init; }

    public required CallText Call { get; init; }

    public Payload Arguments { get; init; }

    public Payload Settings { get; init; }

    public ParentOutcome? Parent { get; init; }

    public required RunKey Key { get; init; }

    public string? Name { get; init; }

    public required string Queue { get; init; }

    public required int Attempt { get; init; }

    public required Guid Dispatcher { get; init; }

    public required string Agent { get; init; }

    /// <summary>How much of its streams is recorded.</summary>
    public long StreamBytes { get; init; }

    /// <summary>Name of its state; null = none.</summary>
    public string? State { get; init; }

    public long StateVersion { get; init; }

    public Payload StateValue { get; init; }

    public static RunMessage Of(ScriptInvocation invocation, int number)
    {
        var context = invocation.Context;
        return new RunMessage
        {
            Number = number,
            Call = invocation.Call,
            Arguments = invocation.Arguments,
            Settings = invocation.Settings,
            Parent = invocation.Parent,
            Key = context.Key with { JobId = context.JobId },
            Name = context.Name,
            Queue = context.Queue,
            Attempt = context.Attempt,
            Dispatcher = context.Dispatcher,
            Agent = context.Agent,
            StreamBytes = context.Output.Left,
            State = context.State?.Name,
            StateVersion = context.State?.Version ?? 0,
            StateValue = context.State?.Stored ?? Payload.Empty,
        };
    }

    /// <param name="calls">The calls that this child has had.</param>
    public MessageWriter Encode(SentCalls calls)
    {
        var writer = new MessageWriter(MessageKind.Run);
        writer.Write(Number);
        calls.Write(writer, Call);
        writer.WriteBytes(Arguments.Bytes);
        writer.WriteBytes(Settings.Bytes);
        Write(writer, Parent);
        writer.Write(Key.JobId);
        writer.Write(Key.Run);
        writer.Write(Key.RootId);
        writer.WriteText(Name);
        writer.Write(Queue);
        writer.Write(Attempt);
        writer.Write(Dispatcher.ToByteArray());
        writer.Write(Agent);
        writer.Write(StreamBytes);
        writer.WriteText(State);
        writer.Write(StateVersion);
        writer.WriteBytes(StateValue.Bytes);
        return writer;
    }

    public static RunMessage Decode(MessageReader reader, SentCalls calls) => new()
    {
        Number = reader.ReadInt32(),
        Call = calls.Read(reader),
        Arguments = new Payload(reader.ReadBytes()),
        Settings = new Payload(reader.ReadBytes()),
        Parent = ReadParent(reader),
        Key = new RunKey(reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64()),
        Name = reader.ReadText(),
        Queue = reader.ReadString(),
        Attempt = reader.ReadInt32(),
        Dispatcher = reader.ReadGuid(),
        Agent = reader.ReadString(),
        StreamBytes = reader.ReadInt64(),
        State = reader.ReadText(),
        StateVersion = reader.ReadInt64(),
        StateValue = new Payload(reader.ReadBytes()),
    };

    private static void Write(MessageWriter writer, ParentOutcome? parent)
    {
        writer.Write(parent is not null);
        if (parent is not null)
        {
            writer.Write(parent.ParentId);
            writer.Write((int)parent.Outcome);
            writer.WriteBytes(parent.Result.Bytes);
            writer.WriteText(JobErrorText.Write(parent.Error));
        }
    }

    private static ParentOutcome? ReadParent(MessageReader reader) => !reader.ReadBoolean()
        ? null
        : new ParentOutcome(
            reader.ReadInt64(),
            (Engine.JobOutcome)reader.ReadInt32(),
            new Payload(reader.ReadBytes()),
            JobErrorText.Read(reader.ReadText()));
}
