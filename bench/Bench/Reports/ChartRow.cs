namespace Bench.Reports;

/// <summary>A bar of a chart.</summary>
/// <param name="Series">Its figure.</param>
/// <param name="Label">What stands before it.</param>
/// <param name="IsOurs">Whether it is of AsyncPS, not of a rival.</param>
internal sealed record ChartRow(Series Series, string Label, bool IsOurs)
{
    private const string Run = "run";

    /// <summary>Jobs run per second, by AsyncPS and by the others, fastest first.</summary>
    public static IReadOnlyList<ChartRow> OfSpeed(IEnumerable<Series> series) =>
    [
        .. series
            .Where(row => row.Unit == "/s" && row.Name.Split(' ', ',', ':').Contains(Run))
            .OrderByDescending(row => row.Median)
            .Select(row => new ChartRow(row, LabelOf(row.Name), IsOursOf(row.Name))),
    ];

    /// <summary>What questions take in stores of several sizes: bars of one question that are as long as each other.</summary>
    public static IReadOnlyList<ChartRow> OfGrowth(IEnumerable<Series> series) =>
    [
        .. series
            .Where(row => row.Unit == "ms" && char.IsDigit(row.Name[0]))
            .GroupBy(row => row.Name[(row.Name.IndexOf(':', StringComparison.Ordinal) + 1)..])
            .Where(question => question.Count() > 1)
            .SelectMany(question => question.Select(row => new ChartRow(row, row.Name, IsOurs: true))),
    ];

    private static bool IsOursOf(string name) =>
        !name.Contains(':') && !name.StartsWith("Start-", StringComparison.Ordinal);

    // "run, .NET jobs" is ours; "Quartz in memory: run jobs" is a rival's.
    private static string LabelOf(string name) => name.StartsWith($"{Run}, ", StringComparison.Ordinal)
        ? $"AsyncPS: {name[(Run.Length + 2)..]}"
        : name.Replace($" {Run} ", " ", StringComparison.Ordinal);
}
