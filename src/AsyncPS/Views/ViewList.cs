using System.Collections.ObjectModel;

namespace AsyncPS;

/// <summary>A read-only list that stays readable where only text fits, as in <c>Export-Csv</c>.</summary>
/// <typeparam name="T">What is in it.</typeparam>
public sealed class ViewList<T> : ReadOnlyCollection<T>
{
    internal ViewList(IList<T> items)
        : base(items)
    {
    }

    /// <summary>How many there are; without it PowerShell would ask each element.</summary>
    public int Length => Count;

    /// <summary>The elements with commas between them.</summary>
    public override string ToString() => string.Join(", ", this);
}
