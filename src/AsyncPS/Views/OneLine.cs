namespace AsyncPS;

/// <summary>Makes one short line of a text, for tables and tooltips.</summary>
internal static class OneLine
{
    public static string Of(string text, int width)
    {
        var words = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return words.Length <= width ? words : string.Concat(words.AsSpan(0, width - 3), "...");
    }
}
