using AsyncEngine.Storage;

namespace AsyncPS;

/// <summary>What makes a job object an unsaved one: all that is to be stored of it.</summary>
/// <param name="Job">The job, its parts left out.</param>
/// <param name="Parts">Of a join: its parts, saved or not.</param>
internal sealed record JobDraft(NewJob Job, IReadOnlyList<JobRef>? Parts = null)
{
    /// <summary>The job as the store takes it. Parts that were saved meanwhile are named by their ids.</summary>
    /// <param name="idOf">The ids that unsaved jobs get; 0 = the store gives one.</param>
    public NewJob ToNewJob(Func<Job, long> idOf) => Parts is null ? Job : Job with
    {
        Join = Job.Join! with { Parts = [.. Parts.Select(part => ToLinked(part, idOf))] }, // what has parts is a join
    };

    private static LinkedJob ToLinked(JobRef part, Func<Job, long> idOf) => part.Job is { Draft: { } draft } job
        ? LinkedJob.To(draft.ToNewJob(idOf) with { Id = idOf(job) })
        : LinkedJob.To(part.Job?.Id ?? part.Id);
}
