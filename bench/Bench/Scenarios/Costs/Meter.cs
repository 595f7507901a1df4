using System.Diagnostics;
using System.Globalization;

namespace Bench.Scenarios.Costs;

/// <summary>Counts what a piece of work takes: processor time, memory allocated, bytes handed to the disk.</summary>
internal sealed class Meter
{
    private readonly Process _process = Process.GetCurrentProcess();
    private readonly TimeSpan _processor;
    private readonly long _allocated;
    private readonly long _written;
    private readonly long _start;

    private Meter()
    {
        GC.Collect();
        _processor = _process.TotalProcessorTime;
        _written = ReadWritten();
        _allocated = GC.GetTotalAllocatedBytes(precise: true);
        _start = Stopwatch.GetTimestamp();
    }

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(string name, int jobs, Func<Task> work)
    {
        var meter = new Meter();
        await work();
        return meter.Read(name, jobs);
    }

    private List<Figure> Read(string name, int jobs)
    {
        var elapsed = Stopwatch.GetElapsedTime(_start);
        var allocated = GC.GetTotalAllocatedBytes(precise: true) - _allocated;
        var written = ReadWritten() - _written;
        _process.Refresh();
        List<Figure> figures =
        [
            new($"{name}: a job's time", "µs", elapsed.TotalMicroseconds / jobs),
            new($"{name}: a job's processor time", "µs", (_process.TotalProcessorTime - _processor).TotalMicroseconds / jobs),
            new($"{name}: a job's allocations", "B", (double)allocated / jobs),
        ];
        if (written > 0)
        {
            figures.Add(new Figure($"{name}: a job's bytes to disk", "B", (double)written / jobs));
        }

        _process.Dispose();
        return figures;
    }

    // Linux counts what a process writes; elsewhere the figure is left out.
    private static long ReadWritten() => File.Exists("/proc/self/io")
        ? long.Parse(
            File.ReadLines("/proc/self/io").First(line => line.StartsWith("wchar:", StringComparison.Ordinal))[6..],
            CultureInfo.InvariantCulture)
        : 0;
}
