namespace AsyncEngine.Storage;

/// <summary>A keyset page.</summary>
/// <param name="Size">How many rows at most.</param>
/// <param name="AfterId">Rows beyond this id, in the direction of reading; null = from the beginning.</param>
/// <param name="NewestFirst">Descending ids instead of ascending ones.</param>
internal sealed record JobPage(int Size, long? AfterId = null, bool NewestFirst = false)
{
    /// <summary>Rows of a first page: most lists are short, and their first row should be there at once.</summary>
    public const int FirstSize = 100;

    /// <summary>Rows of the pages that follow.</summary>
    public const int NextSize = 1_000;
}
