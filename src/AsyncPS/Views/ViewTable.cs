using System.Collections.Specialized;

namespace AsyncPS;

/// <summary>Named values in order, readable where only text fits, as in <c>Export-Csv</c>.</summary>
#pragma warning disable CA1010 // PowerShell's tables are not generic; a generic face would hide the entries as properties.
public sealed class ViewTable : OrderedDictionary
#pragma warning restore CA1010
{
    internal ViewTable()
        : base(StringComparer.OrdinalIgnoreCase)
    {
    }

    /// <summary>The pairs with semicolons between them.</summary>
    public override string ToString() => string.Join(
        "; ", this.Cast<DictionaryEntry>().Select(pair => $"{pair.Key}={pair.Value}"));
}
