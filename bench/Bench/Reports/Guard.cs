using System.Text.Json;

namespace Bench.Reports;

/// <summary>
/// Compares ratios to the raw ceiling of the same run, which a slow machine changes little, with those that were noted
/// when they were last thought right. Only a loss of more than half counts: less may be the machine.
/// </summary>
internal static class Guard
{
    private const double MostLoss = 0.5;

    /// <summary>Prints the table; 1 when a ratio has more than halved, else 0.</summary>
    /// <param name="path">A JSON file: an array of <c>{ figure, ceiling, ratio }</c>.</param>
    /// <param name="series">The figures of this run.</param>
    public static int Check(string path, IReadOnlyList<Series> series)
    {
        var rules = JsonSerializer.Deserialize<Rule[]>(File.ReadAllText(path), JsonSerializerOptions.Web)!;
        var lost = 0;
        Console.WriteLine();
        Console.WriteLine($"{"ratio to the ceiling of the same run",-62} {"now",12} {"noted",12}");
        foreach (var rule in rules)
        {
            var now = Median(rule.Figure) / Median(rule.Ceiling);
            var isLost = now < rule.Ratio * MostLoss;
            lost += isLost ? 1 : 0;
            Console.WriteLine($"{rule.Figure,-62} {now,12:0.0000} {rule.Ratio,12:0.0000}{(isLost ? "  more than halved" : "")}");
        }

        return lost > 0 ? 1 : 0;

        double Median(string name) => (series.FirstOrDefault(row => row.Name == name)
            ?? throw new InvalidOperationException($"The run has no figure '{name}', which {path} asks for.")).Median;
    }

    private sealed record Rule(string Figure, string Ceiling, double Ratio);
}
