namespace AsyncPS.Scripting.Values;

/// <summary>Note properties that somebody added to an object that is not a custom object.</summary>
internal static class ExtraNotes
{
    // What providers put on everything they write: heavy, and bound to this session.
    private static readonly HashSet<string> OfSession =
        new(StringComparer.OrdinalIgnoreCase) { "PSDrive", "PSProvider" };

    // On each line that Get-Content reads.
    private static readonly HashSet<string> OfLines =
        new(StringComparer.OrdinalIgnoreCase) { "PSPath", "PSParentPath", "PSChildName", "ReadCount" };

    public static IReadOnlyList<KeyValuePair<string, object?>> Of(PSObject wrapper, object value)
    {
        List<KeyValuePair<string, object?>>? notes = null;
        foreach (var property in wrapper.Properties) // Match is two to three times slower, for each output of each job.
        {
            if (property is { MemberType: PSMemberTypes.NoteProperty, IsInstance: true } && !IsNoise(property.Name, value))
            {
                (notes ??= []).Add(new(property.Name, property.Value));
            }
        }

        return notes is null ? [] : notes;
    }

    private static bool IsNoise(string name, object value) =>
        OfSession.Contains(name) || (value is string && OfLines.Contains(name));
}
