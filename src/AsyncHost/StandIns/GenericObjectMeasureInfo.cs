namespace Microsoft.PowerShell.Commands;

/// <summary>Figures about things that can be compared but are not numbers.</summary>
public sealed class GenericObjectMeasureInfo : MeasureInfo
{
    /// <summary>How many.</summary>
    public int Count { get; set; }

    /// <summary>The mean, where there is one.</summary>
    public double? Average { get; set; }

    /// <summary>The sum, where there is one.</summary>
    public double? Sum { get; set; }

    /// <summary>The largest.</summary>
    public object? Maximum { get; set; }

    /// <summary>The smallest.</summary>
    public object? Minimum { get; set; }

    /// <summary>The standard deviation, where there is one.</summary>
    public double? StandardDeviation { get; set; }
}
