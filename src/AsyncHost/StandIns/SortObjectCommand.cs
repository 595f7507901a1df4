using System.Management.Automation;
using System.Management.Automation.Internal;
using AsyncHost.StandIns;

namespace Microsoft.PowerShell.Commands;

/// <summary>Stands in for <c>Sort-Object</c>.</summary>
[Cmdlet("Sort", "Object")]
public sealed class SortObjectCommand : PSCmdlet
{
    private readonly List<PSObject> _objects = [];

    /// <summary>The objects.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject InputObject { get; set; } = AutomationNull.Value;

    /// <summary>What to sort by; the object itself when none is named.</summary>
    [Parameter(Position = 0)]
    public object[] Property { get; set; } = [];

    /// <summary>The largest first.</summary>
    [Parameter]
    public SwitchParameter Descending { get; set; }

    /// <summary>Upper and lower case differ.</summary>
    [Parameter]
    public SwitchParameter CaseSensitive { get; set; }

    /// <summary>Of equal objects, only the first.</summary>
    [Parameter]
    public SwitchParameter Unique { get; set; }

    /// <summary>How many of the sorted objects, from the start.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Top { get; set; } = int.MaxValue;

    /// <summary>How many of the sorted objects, from the end.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Bottom { get; set; } = int.MaxValue;

    /// <summary>Keeps the order of equal objects; they always are kept here.</summary>
    [Parameter]
    public SwitchParameter Stable { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (InputObject is not null && InputObject != AutomationNull.Value)
        {
            _objects.Add(InputObject);
        }
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        PropertySpec[] keys = [.. Property.Select(PropertySpec.Parse)];
        Comparer<Keyed> order = Comparer<Keyed>.Create((x, y) => Compare(x, y, keys));

        // OrderBy, because List.Sort does not keep equal objects in their order.
        IEnumerable<Keyed> sorted = _objects.Select(value => new Keyed(value, Values(value, keys))).Order(order);
        if (Unique)
        {
            sorted = WithoutRepeats(sorted, keys);
        }

        WriteObject(sorted.Take(Top).TakeLast(Bottom).Select(keyed => keyed.Value), enumerateCollection: true);
    }

    private static object?[] Values(PSObject value, PropertySpec[] keys) => keys.Length == 0
        ? [value]
        : [.. keys.Select(key => key.Expression.GetValues(value).FirstOrDefault()?.Result)];

    private int Compare(Keyed x, Keyed y, PropertySpec[] keys)
    {
        ObjectOrder order = new(CaseSensitive);
        for (int i = 0; i < x.Keys.Length; i++)
        {
            int result = order.Compare(x.Keys[i], y.Keys[i]);
            if (result != 0)
            {
                bool descending = i < keys.Length && keys[i].Descending is { } own ? own : Descending;
                return descending ? -result : result;
            }
        }

        return 0;
    }

    private IEnumerable<Keyed> WithoutRepeats(IEnumerable<Keyed> sorted, PropertySpec[] keys)
    {
        Keyed? previous = null;
        foreach (Keyed keyed in sorted)
        {
            if (previous is null || Compare(previous, keyed, keys) != 0)
            {
                yield return keyed;
            }

            previous = keyed;
        }
    }

    private sealed record Keyed(PSObject Value, object?[] Keys);
}
