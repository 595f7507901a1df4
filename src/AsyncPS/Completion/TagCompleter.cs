using AsyncEngine.Storage;

namespace AsyncPS.Completion;

/// <summary>Completes tags that recent jobs have.</summary>
internal sealed class TagCompleter : StoreCompleter
{
    private const int Recent = 500;

    protected override async Task<IEnumerable<Candidate>> FindAsync(
        IStore store, IDictionary bound, CancellationToken cancellationToken)
    {
        var page = new JobPage(Recent, NewestFirst: true);
        var jobs = await store.Jobs.ReadAsync(new JobFilter(), page, cancellationToken).ConfigureAwait(false);
        return jobs
            .SelectMany(job => job.Tags)
            .GroupBy(tag => tag, StringComparer.OrdinalIgnoreCase)
            .OrderByDescending(group => group.Count())
            .Select(group => new Candidate(group.Key, $"{group.Count()} of the newest {jobs.Count} jobs"));
    }
}
