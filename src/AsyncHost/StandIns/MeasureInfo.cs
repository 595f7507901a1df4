namespace Microsoft.PowerShell.Commands;

/// <summary>What <c>Measure-Object</c> found out.</summary>
public abstract class MeasureInfo
{
    /// <summary>The property that was measured; null for the objects themselves.</summary>
    public string? Property { get; set; }
}
