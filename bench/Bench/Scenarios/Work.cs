using System.Diagnostics;
using System.Globalization;

namespace Bench.Scenarios;

/// <summary>The methods that measured jobs call.</summary>
public static class Work
{
    /// <summary>Does nothing.</summary>
    public static void Nothing()
    {
    }

    /// <summary>Says when it was called, on the system's monotonic clock, which all processes share.</summary>
    public static string Now() => Stopwatch.GetTimestamp().ToString(CultureInfo.InvariantCulture);
}
