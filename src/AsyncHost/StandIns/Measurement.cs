using System.Management.Automation;

namespace AsyncHost.StandIns;

/// <summary>Running figures about a stream of values; never more than one pass.</summary>
internal sealed class Measurement
{
    private static readonly ObjectOrder Order = new(caseSensitive: true);

    private double _squares;

    public int Count { get; private set; }

    public double Sum { get; private set; }

    public double Mean { get; private set; }

    public object? Maximum { get; private set; }

    public object? Minimum { get; private set; }

    public bool HasOnlyNumbers { get; private set; } = true;

    /// <summary>Of a sample, by Welford's method: stable where a sum of squares is not.</summary>
    public double StandardDeviation => Count > 1 ? Math.Sqrt(_squares / (Count - 1)) : 0;

    /// <summary>Counts the value; false when it is no number.</summary>
    public bool Add(object? value)
    {
        Count++;
        bool isNumber = LanguagePrimitives.TryConvertTo(value, out double number);
        HasOnlyNumbers &= isNumber;
        if (isNumber)
        {
            Sum += number;
            double distance = number - Mean;
            Mean += distance / Count;
            _squares += distance * (number - Mean);
        }

        object? comparable = isNumber ? number : value;
        Maximum = Maximum is null || Order.Compare(comparable, Maximum) > 0 ? comparable : Maximum;
        Minimum = Minimum is null || Order.Compare(comparable, Minimum) < 0 ? comparable : Minimum;
        return isNumber;
    }
}
