using Xunit;

namespace Unit.Packaging;

/// <summary>examples/DotNet, as it was built beside these tests.</summary>
public sealed class DotNetExampleTests : IDisposable
{
    private static readonly string[] Results =
    [
        "Results",
        "  north      total 295, best month 120",
        "  south      total 225, best month 90",
        "  east       total 240, best month 200",
        "  west       total 190, best month 70",
        "  atlantis   Failed: There are no sales in 'atlantis'.",
        "  mail       sent to anna@example.org at attempt 3",
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("asyncengine-").FullName;

    [Fact]
    public async Task Example_ShowsResultsFailuresRetriesAndCallbacks()
    {
        var lines = await RunAsync();

        Assert.Equal(Results, lines.TakeLast(Results.Length));
        Assert.Equal(4, lines.Count(line => line.EndsWith(" is ready", StringComparison.Ordinal)));
        Assert.Contains("  callback: There are no sales in 'atlantis'.", lines);
    }

    [Fact]
    public async Task Example_RunsAgain_OnTheStoreThatItLeft()
    {
        var store = Path.Combine(_folder, "jobs.db");
        await RunAsync(store);

        var lines = await RunAsync(store);

        Assert.True(File.Exists(store));
        Assert.Equal(Results, lines.TakeLast(Results.Length));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<IReadOnlyList<string>> RunAsync(params string[] arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "DotNetExample.dll");
        var output = await DotNetCommand.RunAsync(_folder, [program, .. arguments]);
        return output.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
