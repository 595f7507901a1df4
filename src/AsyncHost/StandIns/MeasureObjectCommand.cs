using System.Management.Automation;
using System.Management.Automation.Internal;
using AsyncHost.StandIns;

namespace Microsoft.PowerShell.Commands;

/// <summary>Stands in for <c>Measure-Object</c>, without its counting of lines and words.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "Object")]
[OutputType(typeof(GenericMeasureInfo), typeof(GenericObjectMeasureInfo))]
public sealed class MeasureObjectCommand : PSCmdlet
{
    private readonly List<(string? Name, Measurement Measurement)> _measurements = [];

    /// <summary>The objects.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject InputObject { get; set; } = AutomationNull.Value;

    /// <summary>The properties to measure; the objects themselves when none is named.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public PSPropertyExpression[] Property { get; set; } = [];

    /// <summary>Adds the values up.</summary>
    [Parameter]
    public SwitchParameter Sum { get; set; }

    /// <summary>Takes the mean.</summary>
    [Parameter]
    public SwitchParameter Average { get; set; }

    /// <summary>Finds the largest.</summary>
    [Parameter]
    public SwitchParameter Maximum { get; set; }

    /// <summary>Finds the smallest.</summary>
    [Parameter]
    public SwitchParameter Minimum { get; set; }

    /// <summary>Takes the standard deviation of a sample.</summary>
    [Parameter]
    public SwitchParameter StandardDeviation { get; set; }

    /// <summary>All of them.</summary>
    [Parameter]
    public SwitchParameter AllStats { get; set; }

    private bool NeedsNumbers => Sum || Average || StandardDeviation || AllStats;

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        if (Property.Length == 0)
        {
            // An empty pipeline is measured, too: it counts 0.
            _measurements.Add((null, new Measurement()));
        }
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (InputObject is null || InputObject == AutomationNull.Value)
        {
            return;
        }

        if (Property.Length == 0)
        {
            Measure(_measurements[0].Measurement, InputObject.BaseObject);
            return;
        }

        foreach (PSPropertyExpression name in Property.SelectMany(property => property.ResolveNames(InputObject)))
        {
            if (name.GetValues(InputObject) is [{ } value, ..])
            {
                Measure(MeasurementOf(name.ToString()), value.Result);
            }
        }
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        foreach ((string? name, Measurement measurement) in _measurements)
        {
            WriteObject(measurement.HasOnlyNumbers ? Numbers(name, measurement) : Things(name, measurement));
        }
    }

    private Measurement MeasurementOf(string name)
    {
        int known = _measurements.FindIndex(m => name.Equals(m.Name, StringComparison.OrdinalIgnoreCase));
        if (known >= 0)
        {
            return _measurements[known].Measurement;
        }

        _measurements.Add((name, new Measurement()));
        return _measurements[^1].Measurement;
    }

    private void Measure(Measurement measurement, object? value)
    {
        if (!measurement.Add(value) && NeedsNumbers)
        {
            WriteError(new ErrorRecord(
                new PSInvalidOperationException($"Input object \"{value}\" is not numeric."),
                "NonNumericInputObject",
                ErrorCategory.InvalidType,
                value));
        }
    }

    private GenericMeasureInfo Numbers(string? name, Measurement m) => new()
    {
        Property = name,
        Count = m.Count,
        Sum = Sum || AllStats ? m.Sum : null,
        Average = (Average || AllStats) && m.Count > 0 ? m.Mean : null,
        StandardDeviation = StandardDeviation || AllStats ? m.StandardDeviation : null,
        Maximum = Maximum || AllStats ? Number(m.Maximum) : null,
        Minimum = Minimum || AllStats ? Number(m.Minimum) : null,
    };

    private GenericObjectMeasureInfo Things(string? name, Measurement m) => new()
    {
        Property = name,
        Count = m.Count,
        Maximum = Maximum || AllStats ? m.Maximum : null,
        Minimum = Minimum || AllStats ? m.Minimum : null,
    };

    private static double? Number(object? value)
        => value is not null && LanguagePrimitives.TryConvertTo(value, out double number) ? number : null;
}
