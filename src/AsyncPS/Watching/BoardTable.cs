namespace AsyncPS.Watching;

/// <summary>Lays out a table of the board in the width that there is.</summary>
internal sealed class BoardTable(BoardInk ink, IReadOnlyList<BoardColumn> columns)
{
    private const string Margin = " ";
    private const string Gap = "  ";

    /// <summary>The heading and a line for each row. Rows have a cell for each column, shown or not.</summary>
    public IEnumerable<string> Lay(IEnumerable<BoardCell[]> rows, int width)
    {
        var shown = Choose(width);
        var widths = Widths(shown, width);
        yield return Margin + ink.Faint(string.Join(
            Gap, shown.Select((column, place) => Heading(columns[column], widths[place]))).TrimEnd());
        foreach (var row in rows)
        {
            var cells = shown.Select((column, place) => row[column].Fit(widths[place], columns[column].Right));
            yield return Margin + string.Join(Gap, cells).TrimEnd();
        }
    }

    private static string Heading(BoardColumn column, int width) => TextCells.Fit(column.Title, width, column.Right);

    private static int Needed(IEnumerable<BoardColumn> shown) =>
        shown.Sum(column => column.Width + Gap.Length) - Gap.Length + Margin.Length;

    private List<int> Choose(int width)
    {
        var shown = Enumerable.Range(0, columns.Count).ToList();
        while (Needed(shown.Select(column => columns[column])) > width)
        {
            var last = shown.MaxBy(column => columns[column].Rank);
            if (columns[last].Rank == 0)
            {
                break;
            }

            shown.Remove(last);
        }

        return shown;
    }

    private int[] Widths(List<int> shown, int width)
    {
        var chosen = shown.ConvertAll(column => columns[column]);
        var left = width - Needed(chosen);
        return [.. chosen.Select(column => column.Grows ? Math.Max(1, column.Width + left) : column.Width)];
    }
}
