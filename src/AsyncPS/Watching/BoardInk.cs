namespace AsyncPS.Watching;

/// <summary>How the board's text is painted: with colours and blocks in a terminal, else with plain letters.</summary>
internal sealed class BoardInk
{
    private const string Reset = "\e[0m";

    private readonly bool _colours;

    private BoardInk(bool colours) => _colours = colours;

    /// <summary>For files and pipelines.</summary>
    public static BoardInk Plain { get; } = new(colours: false);

    /// <summary>For terminals.</summary>
    public static BoardInk Colours { get; } = new(colours: true);

    public string Title(string text) => Paint("1", text);

    public string Faint(string text) => Paint("90", text);

    public string Good(string text) => Paint("32", text);

    public string Busy(string text) => Paint("36", text);

    public string Warning(string text) => Paint("33", text);

    public string Bad(string text) => Paint("91", text);

    /// <summary>A bar of so many cells.</summary>
    /// <param name="share">How much of it is full: 0 to 1.</param>
    /// <param name="width">Its cells.</param>
    public string Bar(double share, int width)
    {
        var full = (int)Math.Round(Math.Clamp(share, 0, 1) * width);
        return _colours
            ? Busy(new string('█', full)) + Faint(new string('░', width - full))
            : new string('#', full) + new string('.', width - full);
    }

    private string Paint(string code, string text) => _colours && text.Length > 0 ? $"\e[{code}m{text}{Reset}" : text;
}
