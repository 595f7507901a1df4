using AsyncPS.Scripting.Isolation;

namespace AsyncPS.Scripting.Workers;

/// <summary>The scripts that one runspace used last. Used by the worker's thread only.</summary>
internal sealed class ScriptCache(ScriptLibrary library, SessionBaseline baseline)
{
    private const int ScriptsKept = 256;

    private readonly LruCache<CallText, RunnableScript> _scripts = new(ScriptsKept);
    private CallText? _lastCall;
    private RunnableScript? _lastScript;

    /// <summary>The script of a call. <c>ScriptInvalid</c> if it does not parse.</summary>
    public RunnableScript Get(CallText call)
    {
        // A run of jobs with one text is the common case, and its text is the same object.
        if (!ReferenceEquals(call, _lastCall))
        {
            (_lastCall, _lastScript) = (call, Find(call));
        }

        return _lastScript!;
    }

    private RunnableScript Find(CallText call)
    {
        if (!_scripts.TryGet(call, out var script))
        {
            var parsed = library.Get(call);
            script = new RunnableScript(
                parsed, parsed.Variables.Overlaps(baseline.Shared) ? ScriptNeeds.Session : ScriptNeeds.None);
            _scripts.Add(call, script);
        }

        return script;
    }
}
