namespace AsyncEngine.Storage;

/// <summary>Which states to read.</summary>
/// <param name="NameLike">Names or wildcards (<c>*</c>, <c>?</c>, <c>[..]</c>), one of which has to fit; null = all.</param>
/// <param name="Count">How many at most.</param>
/// <param name="AfterName">Those that come after this name; null = from the first.</param>
internal sealed record StateFilter(IReadOnlyList<string>? NameLike, int Count, string? AfterName = null)
{
    /// <summary>Whether values are read too; names alone are cheap, however large the values.</summary>
    public bool WithValues { get; init; } = true;
}
