using System.Globalization;

namespace AsyncPS.Scripting.Judging;

/// <summary>Orders what a preference says of jobs, as PowerShell compares; what cannot be compared is equal.</summary>
internal sealed class RankComparer : IComparer<object?>
{
    private RankComparer()
    {
    }

    public static RankComparer Instance { get; } = new();

    public int Compare(object? x, object? y)
    {
        try
        {
            return LanguagePrimitives.Compare(x, y, ignoreCase: true, CultureInfo.InvariantCulture);
        }
        catch (ArgumentException)
        {
            return 0;
        }
    }
}
