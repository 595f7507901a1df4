namespace AsyncPS.Watching;

/// <summary>One field of a table of the board.</summary>
/// <param name="Text">What it says.</param>
/// <param name="Paint">Its colour, put on when it has its width; null = none.</param>
internal readonly record struct BoardCell(string Text, Func<string, string>? Paint = null)
{
    public static implicit operator BoardCell(string text) => new(text);

    public string Fit(int width, bool right)
    {
        var text = TextCells.Fit(TextCells.Plain(Text), width, right);
        return Paint is null ? text : Paint(text);
    }
}
