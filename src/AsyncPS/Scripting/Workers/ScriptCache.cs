namespace AsyncPS.Scripting.Workers;

/// <summary>
/// The scripts that a worker used last, parsed. A text costs some 7 KB, so there is a limit. One per runspace, because
/// a script block belongs to the runspace that first runs it. Used by the worker's thread only.
/// </summary>
internal sealed class ScriptCache(int capacity)
{
    private readonly Dictionary<CallText, LinkedListNode<(CallText Call, ParsedScript Script)>> _scripts = [];
    private readonly LinkedList<(CallText Call, ParsedScript Script)> _order = [];
    private CallText? _lastCall;
    private ParsedScript? _lastScript;

    /// <summary>The script of a call, parsed now or before.</summary>
    public ParsedScript Get(CallText call)
    {
        // A run of jobs with one text is the common case, and its text is the same object.
        if (ReferenceEquals(call, _lastCall))
        {
            return _lastScript!;
        }

        (_lastCall, _lastScript) = (call, Find(call));
        return _lastScript;
    }

    private ParsedScript Find(CallText call)
    {
        if (_scripts.TryGetValue(call, out var known))
        {
            _order.Remove(known);
            _order.AddFirst(known);
            return known.Value.Script;
        }

        var script = ParsedScript.Parse(call);
        _scripts[call] = _order.AddFirst((call, script));
        if (_scripts.Count > capacity)
        {
            _scripts.Remove(_order.Last!.Value.Call);
            _order.RemoveLast();
        }

        return script;
    }
}
