namespace Microsoft.PowerShell.Commands;

/// <summary>Figures about numbers. The engine's formatting has a view for this name.</summary>
public sealed class GenericMeasureInfo : MeasureInfo
{
    /// <summary>How many.</summary>
    public int Count { get; set; }

    /// <summary>The mean.</summary>
    public double? Average { get; set; }

    /// <summary>The sum.</summary>
    public double? Sum { get; set; }

    /// <summary>The largest.</summary>
    public double? Maximum { get; set; }

    /// <summary>The smallest.</summary>
    public double? Minimum { get; set; }

    /// <summary>The standard deviation of a sample.</summary>
    public double? StandardDeviation { get; set; }
}
