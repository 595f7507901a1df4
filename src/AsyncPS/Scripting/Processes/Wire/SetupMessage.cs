using AsyncPS.Scripting.Workers;
using AsyncPS.Session;

namespace AsyncPS.Scripting.Processes.Wire;

/// <summary>The first message: what the child's runspaces begin with, and where the store is.</summary>
/// <param name="Options">As the dispatcher's own workers have it.</param>
/// <param name="Store">The store; may hold a password, which is why it goes over the pipe. Null: there is none.</param>
/// <param name="ParentId">The dispatcher's process.</param>
/// <param name="Rendering">How the dispatcher's process renders text.</param>
internal sealed record SetupMessage(ScriptWorkerOptions Options, StoreAddress? Store, int ParentId, string? Rendering)
{
    public MessageWriter Encode()
    {
        var writer = new MessageWriter(MessageKind.Setup);
        writer.Write(ParentId);
        writer.WriteText(Rendering);
        writer.WriteText(Options.InitializationScript);
        WriteList(writer, Options.ImportModule);
        WriteList(writer, Options.AssemblyPaths);
        writer.WriteText(Options.ModulePath);
        writer.Write(Options.MaxResultBytes);
        writer.WriteText(Store?.Path);
        writer.Write((int)(Store?.Durability ?? Durability.Full));
        writer.WriteText(Store?.Schema);
        return writer;
    }

    public static SetupMessage Decode(MessageReader reader)
    {
        var (parent, rendering) = (reader.ReadInt32(), reader.ReadText());
        var options = new ScriptWorkerOptions
        {
            InitializationScript = reader.ReadText(),
            ImportModule = ReadList(reader),
            AssemblyPaths = ReadList(reader),
            ModulePath = reader.ReadText(),
            MaxResultBytes = reader.ReadInt32(),
            Variables = WorkerVariable.All,
        };
        var (path, durability, schema) = (reader.ReadText(), (Durability)reader.ReadInt32(), reader.ReadText());
        return new SetupMessage(options, path is null ? null : new StoreAddress(path, durability, schema), parent, rendering);
    }

    private static void WriteList(MessageWriter writer, IReadOnlyList<string> texts)
    {
        writer.Write(texts.Count);
        foreach (var text in texts)
        {
            writer.Write(text);
        }
    }

    private static string[] ReadList(MessageReader reader)
    {
        var texts = new string[reader.ReadInt32()];
        for (var index = 0; index < texts.Length; index++)
        {
            texts[index] = reader.ReadString();
        }

        return texts;
    }
}
