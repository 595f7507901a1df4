using System.Collections;
using System.Management.Automation;
using Microsoft.PowerShell.Commands;

namespace AsyncHost.StandIns;

/// <summary>One element of a <c>-Property</c> list: a name, a script block or a table with either.</summary>
/// <param name="Name">The name to give to the result; null keeps the property's own.</param>
/// <param name="Expression">What to read from the object.</param>
/// <param name="Descending">The direction that the table names; null when it names none.</param>
internal sealed record PropertySpec(string? Name, PSPropertyExpression Expression, bool? Descending)
{
    /// <exception cref="PSArgumentException">The element is no such thing.</exception>
    public static PropertySpec Parse(object? element) => Unwrap(element) switch
    {
        string name when name.Length > 0 => new PropertySpec(null, new PSPropertyExpression(name), null),
        ScriptBlock script => new PropertySpec(null, new PSPropertyExpression(script), null),
        IDictionary table => FromTable(table),
        var other => throw new PSArgumentException(
            $"'{other}' is not a property: give a name, a script block, or @{{ Name = '...'; Expression = {{ ... }} }}."),
    };

    private static PropertySpec FromTable(IDictionary table)
    {
        string? name = null;
        PSPropertyExpression? expression = null;
        bool? descending = null;
        foreach (DictionaryEntry entry in table)
        {
            string key = entry.Key.ToString() ?? "";
            if (IsShortFor(key, "name") || IsShortFor(key, "label"))
            {
                name = Unwrap(entry.Value)?.ToString();
            }
            else if (IsShortFor(key, "expression"))
            {
                expression = Parse(entry.Value).Expression;
            }
            else if (IsShortFor(key, "descending"))
            {
                descending = LanguagePrimitives.IsTrue(entry.Value);
            }
            else if (IsShortFor(key, "ascending"))
            {
                descending = !LanguagePrimitives.IsTrue(entry.Value);
            }
            else
            {
                throw new PSArgumentException(
                    $"A property's table has no key '{key}': it may have Name (or Label), Expression, and, to sort, "
                    + "Ascending or Descending.");
            }
        }

        return new PropertySpec(
            name,
            expression ?? throw new PSArgumentException("A property's table needs the key 'Expression'."),
            descending);
    }

    private static bool IsShortFor(string key, string word)
        => key.Length > 0 && word.StartsWith(key, StringComparison.OrdinalIgnoreCase);

    private static object? Unwrap(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;
}
