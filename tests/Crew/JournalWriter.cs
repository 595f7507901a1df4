using System.Diagnostics;
using System.Globalization;

namespace Crew;

/// <summary>
/// Says what jobs did, in a file of this process alone. A line is with the system when the call returns: it outlives
/// the process's death. Moments are of the monotonic clock, which all processes of a machine share.
/// </summary>
internal sealed class JournalWriter(string path)
{
    public const char Begin = 'B';
    public const char End = 'E';
    public const char Cancelled = 'C';

    private readonly Lock _gate = new();

    public void Write(char what, int number)
    {
        lock (_gate)
        {
            File.AppendAllText(
                path, string.Create(CultureInfo.InvariantCulture, $"{what} {number} {Stopwatch.GetTimestamp()}\n"));
        }
    }
}
