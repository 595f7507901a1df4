using System.Management.Automation;
using Microsoft.PowerShell.Commands;

namespace AsyncHost.StandIns;

/// <summary>Makes a new object out of chosen properties of another.</summary>
internal sealed class PropertyProjection(
    IReadOnlyList<PropertySpec> properties, IReadOnlyList<string> excluded, Action<ErrorRecord> onError)
{
    private readonly IReadOnlyList<WildcardPattern> _excluded =
        [.. excluded.Select(pattern => WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase))];

    /// <value>True when no property is named: objects pass as they are.</value>
    public bool IsEmpty => properties.Count == 0;

    public PSObject Project(PSObject source)
    {
        PSObject result = new();
        AddTo(result, source);
        result.TypeNames.Insert(0, "Selected." + source.BaseObject.GetType());
        return result;
    }

    /// <summary>Adds the chosen properties of <paramref name="source"/> to <paramref name="target"/>.</summary>
    public void AddTo(PSObject target, PSObject source)
    {
        foreach (PSNoteProperty property in properties.SelectMany(spec => Read(spec, source)))
        {
            if (target.Properties[property.Name] is null)
            {
                target.Properties.Add(property);
            }
            else
            {
                onError(new ErrorRecord(
                    new PSArgumentException(
                        $"The property cannot be processed because the property \"{property.Name}\" already exists."),
                    "AlreadyExistingUserSpecifiedPropertyNoExpand",
                    ErrorCategory.InvalidOperation,
                    source));
            }
        }
    }

    private IEnumerable<PSNoteProperty> Read(PropertySpec spec, PSObject source)
    {
        List<PSPropertyExpressionResult> results =
        [
            .. spec.Expression.ResolveNames(source)
                .Where(name => !IsExcluded(name))
                .SelectMany(name => name.GetValues(source)),
        ];
        if (results.Count == 0 && !spec.Expression.HasWildCardCharacters)
        {
            // A name that the object lacks gives an empty property: tables keep their columns.
            return [new PSNoteProperty(spec.Name ?? spec.Expression.ToString(), null)];
        }

        return results.Select(result => new PSNoteProperty(
            results.Count == 1 && spec.Name is not null ? spec.Name : result.ResolvedExpression.ToString(),
            result.Result));
    }

    private bool IsExcluded(PSPropertyExpression name) => _excluded.Any(pattern => pattern.IsMatch(name.ToString()));
}
