using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Bench;

/// <summary>What the numbers were measured on.</summary>
internal sealed record Machine(string Processor, int Cores, string System, string Runtime, double SyncMilliseconds)
{
    public static Machine Probe(string folder) => new(
        ReadProcessor(),
        Environment.ProcessorCount,
        RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription,
        MeasureSync(folder));

    /// <summary>How long the disk takes to have 4 KiB: the floor of every durable commit.</summary>
    private static double MeasureSync(string folder)
    {
        var path = Path.Combine(folder, "sync-probe");
        var times = new List<double>();
        using (SafeFileHandle file = File.OpenHandle(path, FileMode.Create, FileAccess.Write))
        {
            var block = new byte[4096];
            for (var i = 0; i < 50; i++)
            {
                var start = Stopwatch.GetTimestamp();
                RandomAccess.Write(file, block, i * (long)block.Length);
                RandomAccess.FlushToDisk(file);
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        }

        File.Delete(path);
        return times.Order().ElementAt(times.Count / 2);
    }

    private static string ReadProcessor()
    {
        const string Source = "/proc/cpuinfo";
        var line = File.Exists(Source)
            ? File.ReadLines(Source).FirstOrDefault(text => text.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return line?[(line.IndexOf(':') + 1)..].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
