namespace AsyncPS.Scripting.Processes.Wire;

/// <summary>One message.</summary>
/// <param name="Kind">What it says.</param>
/// <param name="Body">The rest; nobody else writes to it.</param>
internal readonly record struct Message(MessageKind Kind, ReadOnlyMemory<byte> Body)
{
    public MessageReader Read() => new(Body);
}
