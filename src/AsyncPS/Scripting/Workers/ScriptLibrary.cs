namespace AsyncPS.Scripting.Workers;

/// <summary>
/// Parses scripts for the workers of a dispatcher. A text with classes is parsed once for all of them and kept for
/// good: parsing it again would leave another assembly in the process. Thread-safe.
/// </summary>
internal sealed class ScriptLibrary
{
    private readonly Dictionary<CallText, ParsedScript> _withTypes = [];

    /// <summary>The parsed script of a call. <c>ScriptInvalid</c> if it does not parse.</summary>
    public ParsedScript Get(CallText call)
    {
        if (!MayDefineTypes(call.Text))
        {
            return ParsedScript.Parse(call);
        }

        lock (_withTypes)
        {
            if (_withTypes.TryGetValue(call, out var known))
            {
                return known;
            }

            var script = ParsedScript.Parse(call);
            if (script.DefinesTypes)
            {
                _withTypes.Add(call, script);
            }

            return script;
        }
    }

    private static bool MayDefineTypes(string text) =>
        text.Contains("class", StringComparison.OrdinalIgnoreCase)
        || text.Contains("enum", StringComparison.OrdinalIgnoreCase);
}
