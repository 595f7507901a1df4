using AsyncEngine.Storage;

namespace AsyncPS.Commands;

/// <summary>States page by page; values may be large, so few are read at once.</summary>
/// <param name="read">Reads one page.</param>
internal sealed class StateStream(Func<StateFilter, IReadOnlyList<StateRecord>> read)
{
    private const int PageSize = 50;

    /// <summary>The states of those names and patterns; null = all.</summary>
    public IEnumerable<StateRecord> Find(IReadOnlyList<string>? names, bool withValues)
    {
        var filter = new StateFilter(names, PageSize) { WithValues = withValues };
        while (true)
        {
            var page = read(filter);
            foreach (var state in page)
            {
                yield return state;
            }

            if (page.Count < PageSize)
            {
                yield break;
            }

            filter = filter with { AfterName = page[^1].Name };
        }
    }
}
