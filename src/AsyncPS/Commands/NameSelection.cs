using AsyncPS.Errors;

namespace AsyncPS.Commands;

/// <summary>
/// Picks things by name: wildcards may find nothing, a plain name must find something. A name that is there as it is
/// written means that one alone, also with brackets or an asterisk in it.
/// </summary>
internal static class NameSelection
{
    /// <param name="all">What there is.</param>
    /// <param name="patterns">Names and wildcard patterns; null = all.</param>
    /// <param name="nameOf">The name of a thing.</param>
    /// <param name="missing">Told of each plain name that names nothing.</param>
    public static IReadOnlyList<T> Select<T>(
        IReadOnlyList<T> all, IReadOnlyList<string>? patterns, Func<T, string> nameOf, Action<string> missing)
    {
        if (patterns is null)
        {
            return all;
        }

        var found = new HashSet<T>();
        foreach (var pattern in patterns)
        {
            var matches = Matching(all, pattern, nameOf);
            found.UnionWith(matches);
            if (matches.Count == 0 && !WildcardPattern.ContainsWildcardCharacters(pattern))
            {
                missing(pattern);
            }
        }

        return [.. all.Where(found.Contains)];
    }

    /// <summary>Whether one of the patterns fits a name, or is it.</summary>
    /// <exception cref="AsyncEngineException"><c>ArgumentInvalid</c>: a bracket is not closed.</exception>
    public static bool IsAny(IEnumerable<string> patterns, string name) => patterns.Any(pattern =>
        IsName(pattern, name) || IsMatch(pattern, name));

    private static bool IsMatch(string pattern, string name)
    {
        try
        {
            return WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase).IsMatch(name);
        }
        catch (WildcardPatternException)
        {
            throw Refusals.ArgumentInvalid(
                $"There is nothing named '{pattern}', and it is no pattern: a bracket is not closed. "
                + "Close it, or write a backtick before it.",
                pattern);
        }
    }

    private static bool IsName(string text, string name) => string.Equals(text, name, StringComparison.OrdinalIgnoreCase);

    private static List<T> Matching<T>(IReadOnlyList<T> all, string pattern, Func<T, string> nameOf)
    {
        List<T> named = [.. all.Where(item => IsName(pattern, nameOf(item)))];
        return named.Count > 0 ? named : [.. all.Where(item => IsMatch(pattern, nameOf(item)))];
    }
}
