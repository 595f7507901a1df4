using System.Globalization;
using System.Text.Json;

namespace Bench;

/// <summary>Prints the table and writes the file.</summary>
internal static class Report
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static void Print(Machine machine, IReadOnlyList<Series> series)
    {
        Console.WriteLine();
        Console.WriteLine($"{"figure",-58} {"median",12} {"min",12} {"max",12}");
        foreach (var row in series)
        {
            Console.WriteLine($"{row.Name,-58} {Text(row.Median, row.Unit),12} {Text(row.Min, row.Unit),12} {Text(row.Max, row.Unit),12}");
        }

        Console.WriteLine();
        Console.WriteLine(
            $"{machine.Processor}, {machine.Cores} cores; {machine.System}; {machine.Runtime}; "
            + string.Create(CultureInfo.InvariantCulture, $"4 KiB synced to disk in {machine.SyncMilliseconds:0.00} ms."));
        Console.WriteLine("AsyncPS: SQLite, WAL, synchronous=FULL: every figure is durable. Raw SQLite: the same settings.");
    }

    public static void Write(string path, Machine machine, IReadOnlyList<Series> series)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var content = new
        {
            measuredAt = DateTimeOffset.UtcNow,
            machine,
            durability = "SQLite, WAL, synchronous=FULL",
            figures = series.Select(row => new { row.Name, row.Unit, row.Median, row.Min, row.Max, row.Values }),
        };
        File.WriteAllText(path, JsonSerializer.Serialize(content, Indented));
        Console.WriteLine($"Written: {path}");
    }

    private static string Text(double value, string unit) => unit == "ms"
        ? value.ToString("0.00 'ms'", CultureInfo.InvariantCulture)
        : value.ToString("#,0'/s'", CultureInfo.InvariantCulture);
}
