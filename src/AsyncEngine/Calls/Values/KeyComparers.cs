using System.Collections;
using System.Collections.Specialized;
using System.Runtime.CompilerServices;

namespace AsyncEngine.Calls.Values;

/// <summary>How the keys of a table compare, as one stored byte.</summary>
internal static class KeyComparers
{
    /// <summary>As PowerShell's own tables compare.</summary>
    public const byte CurrentCultureIgnoreCase = 2;

    private const byte Default = 0;
    private const byte OrdinalIgnoreCase = 1;
    private const byte InvariantCultureIgnoreCase = 3;

    public static byte CodeOf(Hashtable table) => CodeOf(EqualityComparer(table));

    /// <summary>An ordered dictionary does not tell its comparer, so a key of it is asked for in another case.</summary>
    public static byte CodeOf(OrderedDictionary table) =>
        FirstLetterKey(table) is not { } key || FindsOtherCase(table, key) ? CurrentCultureIgnoreCase : Default;

    /// <summary>The code of a generic dictionary.</summary>
    public static byte CodeOfDictionary(IDictionary table) =>
        table.GetType().GenericTypeArguments[0] != typeof(string)
            ? Default
            : CodeOf(table.GetType().GetProperty(nameof(Dictionary<string, int>.Comparer))!.GetValue(table)
                as IEqualityComparer);

    public static StringComparer? ComparerOf(byte code) => code switch
    {
        OrdinalIgnoreCase => StringComparer.OrdinalIgnoreCase,
        CurrentCultureIgnoreCase => StringComparer.CurrentCultureIgnoreCase,
        InvariantCultureIgnoreCase => StringComparer.InvariantCultureIgnoreCase,
        _ => null,
    };

    private static byte CodeOf(IEqualityComparer? comparer)
    {
        if (comparer is null)
        {
            return Default;
        }

        if (comparer.Equals(StringComparer.OrdinalIgnoreCase))
        {
            return OrdinalIgnoreCase;
        }

        if (comparer.Equals(StringComparer.InvariantCultureIgnoreCase))
        {
            return InvariantCultureIgnoreCase;
        }

        return comparer.Equals("a", "A") ? CurrentCultureIgnoreCase : Default;
    }

    private static string? FirstLetterKey(OrderedDictionary table) =>
        table.Keys.OfType<string>().FirstOrDefault(key => OtherCase(key) != key);

    private static bool FindsOtherCase(OrderedDictionary table, string key)
    {
        var other = OtherCase(key);
        return table.Contains(other) && !table.Keys.OfType<string>().Contains(other, StringComparer.Ordinal);
    }

    private static string OtherCase(string key)
    {
        var upper = key.ToUpperInvariant();
        return upper == key ? key.ToLowerInvariant() : upper;
    }

    // Documented and protected: the only way to learn whether @{} or a case-sensitive table was given.
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_EqualityComparer")]
    private static extern IEqualityComparer? EqualityComparer(Hashtable table);
}
