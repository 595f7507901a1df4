namespace AsyncPS.Commands;

/// <summary>Picks things by name: wildcards may find nothing, a plain name must find something.</summary>
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

    private static List<T> Matching<T>(IReadOnlyList<T> all, string pattern, Func<T, string> nameOf)
    {
        var wildcard = WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase);
        return [.. all.Where(item => wildcard.IsMatch(nameOf(item)))];
    }
}
