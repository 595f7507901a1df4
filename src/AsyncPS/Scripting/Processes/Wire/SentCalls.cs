namespace AsyncPS.Scripting.Processes.Wire;

/// <summary>
/// The calls that went to a child, on both sides: a text goes once, and its number after that. The child so has one
/// object for one call, which is what its script cache is quick with. Used by one thread at a time.
/// </summary>
internal sealed class SentCalls
{
    private const int Kept = 256;

    private readonly Dictionary<CallText, int> _numbers = [];
    private readonly List<CallText> _calls = [];

    public void Write(MessageWriter writer, CallText call)
    {
        if (_numbers.TryGetValue(call, out var number))
        {
            writer.Write(number);
            return;
        }

        ForgetIfFull();
        writer.Write(-1);
        writer.Write((byte)call.Kind);
        writer.Write(call.Text);
        writer.WriteText(call.FileName);
        Add(call);
    }

    public CallText Read(MessageReader reader)
    {
        var number = reader.ReadInt32();
        if (number >= 0)
        {
            return _calls[number];
        }

        ForgetIfFull();
        var call = new CallText((CallKind)reader.ReadByte(), reader.ReadString(), reader.ReadText());
        Add(call);
        return call;
    }

    private void Add(CallText call)
    {
        _numbers[call] = _calls.Count;
        _calls.Add(call);
    }

    private void ForgetIfFull()
    {
        if (_calls.Count >= Kept)
        {
            _calls.Clear();
            _numbers.Clear();
        }
    }
}
