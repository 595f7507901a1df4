using System.Globalization;
using System.Net;
using System.Text;

namespace Bench.Reports;

/// <summary>Draws figures of one unit as bars; a line in each bar spans its slowest and fastest run.</summary>
internal static class Chart
{
    private const int Width = 860;
    private const int LabelWidth = 360;
    private const int BarWidth = 380;
    private const int RowHeight = 30;
    private const int Top = 56;

    /// <summary>The picture, as SVG that is readable on light and dark pages.</summary>
    /// <param name="title">Above the bars.</param>
    /// <param name="rows">The bars, from the top.</param>
    /// <param name="setting">Below the bars.</param>
    public static string Draw(string title, IReadOnlyList<ChartRow> rows, Setting setting)
    {
        var most = rows.Select(row => row.Series.Max).DefaultIfEmpty(1).Max();
        var notes = setting.Lines().ToArray();
        var height = Top + (rows.Count * RowHeight) + 20 + (notes.Length * 16);
        var svg = new StringBuilder();
        Line(svg, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {height}\" font-family=\"sans-serif\">");
        Line(svg, $"<rect width=\"{Width}\" height=\"{height}\" rx=\"8\" fill=\"#ffffff\" stroke=\"#d0d7de\"/>");
        Text(svg, 20, 32, 17, "#1f2328", title, "font-weight=\"600\"");
        for (var index = 0; index < rows.Count; index++)
        {
            Bar(svg, rows[index], Top + (index * RowHeight), most);
        }

        for (var index = 0; index < notes.Length; index++)
        {
            Text(svg, 20, height - 12 - ((notes.Length - 1 - index) * 16), 9, "#59636e", notes[index]);
        }

        Line(svg, "</svg>");
        return svg.ToString();
    }

    private static void Bar(StringBuilder svg, ChartRow bar, int y, double most)
    {
        var row = bar.Series;
        var middle = y + 10;
        Text(svg, LabelWidth - 10, y + 14, 12, "#1f2328", bar.Label, "text-anchor=\"end\"");
        Line(svg, $"<rect x=\"{LabelWidth}\" y=\"{y}\" width=\"{X(row.Median)}\" height=\"20\" rx=\"2\" fill=\"{(bar.IsOurs ? "#0969da" : "#afb8c1")}\"/>");
        Line(svg, $"<line x1=\"{LabelWidth + X(row.Min)}\" y1=\"{middle}\" x2=\"{LabelWidth + X(row.Max)}\" y2=\"{middle}\" stroke=\"#1f2328\"/>");
        Text(svg, LabelWidth + X(row.Max) + 8, y + 14, 12, "#1f2328", Report.Text(row.Median, row.Unit));

        int X(double value) => Math.Max(1, (int)Math.Round(value / most * BarWidth));
    }

    private static void Text(
        StringBuilder svg, int x, int y, int size, string colour, string text, string attributes = "") =>
        Line(svg, $"<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" fill=\"{colour}\" {attributes}>{WebUtility.HtmlEncode(text)}</text>");

    private static void Line(StringBuilder svg, FormattableString line) =>
        svg.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private static void Line(StringBuilder svg, string line) => svg.Append(line).Append('\n');
}
