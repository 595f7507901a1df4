using System.Globalization;
using AsyncEngine.Storage;

namespace AsyncPS.Completion;

/// <summary>Completes ids of the newest jobs; the tooltip says name, status and call.</summary>
internal sealed class JobCompleter : StoreCompleter
{
    protected override async Task<IEnumerable<Candidate>> FindAsync(
        IStore store, IDictionary bound, CancellationToken cancellationToken)
    {
        var page = new JobPage(Most, NewestFirst: true);
        var jobs = await store.Jobs.ReadAsync(new JobFilter(), page, cancellationToken).ConfigureAwait(false);
        return jobs.Select(job => new Candidate(
            job.Id.ToString(CultureInfo.InvariantCulture),
            $"{job.Name} {job.Outcome?.ToString() ?? job.Status.ToString()}: {OneLine.Of(CallDisplay.Of(job.Call), 60)}"
                .TrimStart()));
    }
}
