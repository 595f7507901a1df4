using System.Globalization;
using System.Net;
using System.Text;

namespace Bench.Reports;

/// <summary>Draws figures of one unit as bars, longest first; a line in each bar spans its slowest and fastest run.</summary>
internal static class Chart
{
    private const int Width = 860;
    private const int LabelWidth = 360;
    private const int BarWidth = 380;
    private const int RowHeight = 30;
    private const int Top = 56;

    /// <summary>The picture, as SVG that is readable on light and dark pages.</summary>
    /// <param name="title">Above the bars.</param>
    /// <param name="word">A word that the names of the figures to show have; it is left out of their labels.</param>
    /// <param name="unit">The unit of the figures to show.</param>
    /// <param name="series">All figures.</param>
    /// <param name="setting">Below the bars.</param>
    public static string Draw(string title, string word, string unit, IReadOnlyList<Series> series, Setting setting)
    {
        var rows = series
            .Where(row => row.Unit == unit && Words(row.Name).Contains(word))
            .OrderByDescending(row => row.Median)
            .ToArray();
        var most = rows.Select(row => row.Max).DefaultIfEmpty(1).Max();
        var notes = setting.Lines().ToArray();
        var height = Top + (rows.Length * RowHeight) + 20 + (notes.Length * 16);
        var svg = new StringBuilder();
        Line(svg, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {height}\" font-family=\"sans-serif\">");
        Line(svg, $"<rect width=\"{Width}\" height=\"{height}\" rx=\"8\" fill=\"#ffffff\" stroke=\"#d0d7de\"/>");
        Text(svg, 20, 32, 17, "#1f2328", title, "font-weight=\"600\"");
        for (var index = 0; index < rows.Length; index++)
        {
            Bar(svg, rows[index], Label(rows[index].Name, word), Top + (index * RowHeight), most);
        }

        for (var index = 0; index < notes.Length; index++)
        {
            Text(svg, 20, height - 12 - ((notes.Length - 1 - index) * 16), 9, "#59636e", notes[index]);
        }

        Line(svg, "</svg>");
        return svg.ToString();
    }

    private static void Bar(StringBuilder svg, Series row, string label, int y, double most)
    {
        var isOurs = !row.Name.Contains(':') && !row.Name.StartsWith("Start-", StringComparison.Ordinal);
        var middle = y + 10;
        Text(svg, LabelWidth - 10, y + 14, 12, "#1f2328", label, "text-anchor=\"end\"");
        Line(svg, $"<rect x=\"{LabelWidth}\" y=\"{y}\" width=\"{X(row.Median)}\" height=\"20\" rx=\"2\" fill=\"{(isOurs ? "#0969da" : "#afb8c1")}\"/>");
        Line(svg, $"<line x1=\"{LabelWidth + X(row.Min)}\" y1=\"{middle}\" x2=\"{LabelWidth + X(row.Max)}\" y2=\"{middle}\" stroke=\"#1f2328\"/>");
        Text(svg, LabelWidth + X(row.Max) + 8, y + 14, 12, "#1f2328", Report.Text(row.Median, row.Unit));

        int X(double value) => Math.Max(1, (int)Math.Round(value / most * BarWidth));
    }

    // "run, .NET jobs" is ours; "Quartz in memory: run jobs" is a rival's.
    private static string Label(string name, string word)
    {
        var own = $"{word}, ";
        return name.StartsWith(own, StringComparison.Ordinal)
            ? $"AsyncPS: {name[own.Length..]}"
            : name.Replace($" {word} ", " ", StringComparison.Ordinal);
    }

    private static string[] Words(string name) => name.Split(' ', ',', ':');

    private static void Text(
        StringBuilder svg, int x, int y, int size, string colour, string text, string attributes = "") =>
        Line(svg, $"<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" fill=\"{colour}\" {attributes}>{WebUtility.HtmlEncode(text)}</text>");

    private static void Line(StringBuilder svg, FormattableString line) =>
        svg.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private static void Line(StringBuilder svg, string line) => svg.Append(line).Append('\n');
}
