using AsyncEngine.Storage;

namespace AsyncPS.Commands;

/// <summary>Jobs page by page, as many as are asked for.</summary>
/// <param name="read">Reads one page.</param>
/// <param name="keep">Leaves out what the store could not; null = nothing.</param>
internal sealed class JobStream(
    Func<JobPage, IReadOnlyList<Job>> read, Func<IReadOnlyList<Job>, IReadOnlyList<Job>>? keep = null)
{
    /// <summary>Jobs from the oldest on.</summary>
    public IEnumerable<Job> Oldest(int skip) => Pages(newestFirst: false).Skip(skip);

    /// <summary>The newest jobs, oldest of them first.</summary>
    public IEnumerable<Job> Newest(int count, int skip) => Pages(newestFirst: true).Skip(skip).Take(count).Reverse();

    private IEnumerable<Job> Pages(bool newestFirst)
    {
        long? after = null;
        for (var size = JobPage.FirstSize; ; size = JobPage.NextSize)
        {
            var page = read(new JobPage(size, after, newestFirst));
            after = page.Count > 0 ? page[^1].Id : after;
            foreach (var job in keep is null ? page : keep(page))
            {
                yield return job;
            }

            if (page.Count < size)
            {
                yield break;
            }
        }
    }
}
