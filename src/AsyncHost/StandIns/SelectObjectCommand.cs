using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Internal;
using AsyncHost.Engine;
using AsyncHost.StandIns;

namespace Microsoft.PowerShell.Commands;

/// <summary>Stands in for <c>Select-Object</c>.</summary>
[Cmdlet(VerbsCommon.Select, "Object", DefaultParameterSetName = DefaultSet)]
public sealed class SelectObjectCommand : PSCmdlet
{
    private const string DefaultSet = "DefaultParameter";
    private const string SkipLastSet = "SkipLastParameter";
    private const string IndexSet = "IndexParameter";
    private const string SkipIndexSet = "SkipIndexParameter";

    private readonly List<PSObject> _unique = [];
    private PropertyProjection? _projection;
    private SelectWindow? _window;
    private int _position = -1;

    /// <summary>The objects.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject InputObject { get; set; } = AutomationNull.Value;

    /// <summary>The properties that the new objects get.</summary>
    [Parameter(Position = 0, ParameterSetName = DefaultSet)]
    [Parameter(Position = 0, ParameterSetName = SkipLastSet)]
    public object[] Property { get; set; } = [];

    /// <summary>The properties to leave out; wildcards allowed.</summary>
    [Parameter(ParameterSetName = DefaultSet)]
    [Parameter(ParameterSetName = SkipLastSet)]
    public string[] ExcludeProperty { get; set; } = [];

    /// <summary>The property whose value, or whose elements, to write.</summary>
    [Parameter(ParameterSetName = DefaultSet)]
    [Parameter(ParameterSetName = SkipLastSet)]
    public string? ExpandProperty { get; set; }

    /// <summary>Writes equal objects once, at the end.</summary>
    [Parameter]
    public SwitchParameter Unique { get; set; }

    /// <summary>With <see cref="Unique"/>: texts that differ in case are equal.</summary>
    [Parameter]
    public SwitchParameter CaseInsensitive { get; set; }

    /// <summary>How many from the end.</summary>
    [Parameter(ParameterSetName = DefaultSet)]
    [ValidateRange(0, int.MaxValue)]
    public int? Last { get; set; }

    /// <summary>How many from the start.</summary>
    [Parameter(ParameterSetName = DefaultSet)]
    [ValidateRange(0, int.MaxValue)]
    public int? First { get; set; }

    /// <summary>How many to pass over.</summary>
    [Parameter(ParameterSetName = DefaultSet)]
    [Parameter(ParameterSetName = SkipLastSet)]
    [ValidateRange(0, int.MaxValue)]
    public int Skip { get; set; }

    /// <summary>How many to leave out at the end.</summary>
    [Parameter(ParameterSetName = SkipLastSet)]
    [ValidateRange(0, int.MaxValue)]
    public int SkipLast { get; set; }

    /// <summary>Lets the commands before this one run to their end.</summary>
    [Parameter(ParameterSetName = DefaultSet)]
    [Parameter(ParameterSetName = IndexSet)]
    public SwitchParameter Wait { get; set; }

    /// <summary>The positions to write.</summary>
    [Parameter(ParameterSetName = IndexSet)]
    [ValidateRange(0, int.MaxValue)]
    public int[] Index { get; set; } = [];

    /// <summary>The positions to leave out.</summary>
    [Parameter(ParameterSetName = SkipIndexSet)]
    [ValidateRange(0, int.MaxValue)]
    public int[] SkipIndex { get; set; } = [];

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        object[] properties = Property.Length == 0 && ExcludeProperty.Length > 0 ? ["*"] : Property;
        _projection = new PropertyProjection([.. properties.Select(PropertySpec.Parse)], ExcludeProperty, WriteError);
        _window = new SelectWindow(First, Last, Skip, SkipLast);
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (InputObject is null || InputObject == AutomationNull.Value)
        {
            return;
        }

        if (Next(InputObject) is { } passed)
        {
            Take(passed);
        }

        if (IsDone && !Wait)
        {
            EndProcessing();
            throw this.StopUpstreamCommands();
        }
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        foreach (PSObject rest in _window!.Rest())
        {
            Take(rest);
        }

        WriteObject(_unique, enumerateCollection: true);
        _unique.Clear();
    }

    private bool IsDone => ParameterSetName == IndexSet ? _position >= Index.DefaultIfEmpty(-1).Max() : _window!.IsDone;

    private PSObject? Next(PSObject value)
    {
        _position++;
        return ParameterSetName switch
        {
            IndexSet => Index.Contains(_position) ? value : null,
            SkipIndexSet => SkipIndex.Contains(_position) ? null : value,
            _ => _window!.Next(value),
        };
    }

    private void Take(PSObject value)
    {
        if (ExpandProperty is not null)
        {
            Expand(value, ExpandProperty);
        }
        else
        {
            Write(_projection!.IsEmpty ? value : _projection.Project(value));
        }
    }

    private void Expand(PSObject value, string property)
    {
        List<PSPropertyExpressionResult> results = new PSPropertyExpression(property).GetValues(value);
        if (results is not [{ } only])
        {
            WriteError(results.Count == 0
                ? Problem($"Property \"{property}\" cannot be found.", "ExpandPropertyNotFound", value)
                : Problem($"'{property}' stands for more than one property.", "MutlipleExpandProperties", value));
        }
        else if (only.Exception is not null)
        {
            WriteError(
                new ErrorRecord(only.Exception, "PropertyEvaluationExpand", ErrorCategory.InvalidResult, value));
        }
        else if (only.Result is not null)
        {
            WriteExpanded(value, only.Result);
        }
    }

    private void WriteExpanded(PSObject value, object result)
    {
        IEnumerable elements = LanguagePrimitives.GetEnumerable(result) ?? new[] { result };
        foreach (object element in elements.Cast<object?>().OfType<object>())
        {
            // A copy, so that the added properties do not stay with an object that others hold, too.
            PSObject expanded = _projection!.IsEmpty ? PSObject.AsPSObject(element) : new PSObject(element);
            _projection.AddTo(expanded, value);
            Write(expanded);
        }
    }

    private void Write(PSObject value)
    {
        if (!Unique)
        {
            WriteObject(value);
        }
        else if (!_unique.Exists(known => AreEqual(known, value)))
        {
            _unique.Add(value);
        }
    }

    private bool AreEqual(PSObject one, PSObject other)
    {
        ObjectOrder order = new(caseSensitive: !CaseInsensitive);
        return one.BaseObject is PSCustomObject && other.BaseObject is PSCustomObject
            ? one.Properties.Count() == other.Properties.Count()
                && one.Properties.All(p => other.Properties[p.Name] is { } twin
                    && order.Compare(p.Value, twin.Value) == 0)
            : order.Compare(one, other) == 0;
    }

    private static ErrorRecord Problem(string message, string id, object target)
        => new(new PSArgumentException(message), id, ErrorCategory.InvalidArgument, target);
}
