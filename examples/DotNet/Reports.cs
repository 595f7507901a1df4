namespace DotNetExample;

/// <summary>What the jobs do: ordinary methods, which know nothing of jobs.</summary>
public static class Reports
{
    private static readonly Dictionary<string, int[]> Sales = new()
    {
        ["north"] = [120, 80, 95],
        ["south"] = [60, 75, 90],
        ["east"] = [200, 10, 30],
        ["west"] = [55, 65, 70],
    };

    public static async Task<Report> BuildAsync(string region, CancellationToken cancellationToken)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken);
        return Sales.TryGetValue(region, out var sales)
            ? new Report(region, sales.Sum(), sales.Max())
            : throw new ArgumentException($"There are no sales in '{region}'.");
    }
}
