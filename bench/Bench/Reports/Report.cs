using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Bench.Reports;

/// <summary>Prints the table and writes the files.</summary>
internal static class Report
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Print(Setting setting, IReadOnlyList<Series> series)
    {
        Console.WriteLine();
        Console.WriteLine($"{"figure",-62} {"median",12} {"min",12} {"max",12}");
        foreach (var row in series)
        {
            Console.WriteLine($"{row.Name,-62} {Text(row.Median, row.Unit),12} {Text(row.Min, row.Unit),12} {Text(row.Max, row.Unit),12}");
        }

        Console.WriteLine();
        foreach (var line in setting.Lines())
        {
            Console.WriteLine(line);
        }
    }

    /// <summary>Writes the numbers as JSON, and those of speed and growth as a chart.</summary>
    public static void Write(string folder, Setting setting, IReadOnlyList<Series> series)
    {
        Directory.CreateDirectory(folder);
        var numbers = Path.Combine(folder, setting.FileName + ".json");
        var content = new
        {
            measuredAt = DateTimeOffset.UtcNow,
            setting,
            figures = series.Select(row => new { row.Name, row.Unit, row.Median, row.Min, row.Max, row.Values }),
        };
        File.WriteAllText(numbers, JsonSerializer.Serialize(content, Indented) + "\n");
        Console.WriteLine($"Written: {numbers}");
        var (title, rows) = setting.Suite switch
        {
            "speed" => ("Jobs run per second", ChartRow.OfSpeed(series)),
            "growth" => ("Milliseconds that a question takes in a store of so many jobs", ChartRow.OfGrowth(series)),
            _ => (string.Empty, []),
        };
        if (rows.Count > 0)
        {
            var chart = Path.Combine(folder, setting.FileName + ".svg");
            File.WriteAllText(chart, Chart.Draw(title, rows, setting));
            Console.WriteLine($"Written: {chart}");
        }
    }

    /// <summary>A value with its unit, as people read it.</summary>
    public static string Text(double value, string unit) => unit switch
    {
        "/s" => value.ToString("#,0'/s'", CultureInfo.InvariantCulture),
        "B" => value.ToString("#,0' B'", CultureInfo.InvariantCulture),
        _ => value.ToString("#,0.00", CultureInfo.InvariantCulture) + " " + unit,
    };
}
