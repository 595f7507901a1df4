using System.Globalization;
using System.Management.Automation;

namespace AsyncHost.StandIns;

/// <summary>The order of any two objects: the engine's where it has one, that of their texts elsewhere.</summary>
internal sealed class ObjectOrder(bool caseSensitive) : IComparer<object?>
{
    public int Compare(object? x, object? y)
    {
        object? first = x is PSObject a ? a.BaseObject : x;
        object? second = y is PSObject b ? b.BaseObject : y;
        if (!LanguagePrimitives.TryCompare(first, second, !caseSensitive, CultureInfo.CurrentCulture, out int order))
        {
            order = CultureInfo.CurrentCulture.CompareInfo.Compare(
                PSObject.AsPSObject(first).ToString(),
                PSObject.AsPSObject(second).ToString(),
                caseSensitive ? CompareOptions.None : CompareOptions.IgnoreCase);
        }

        return order;
    }
}
