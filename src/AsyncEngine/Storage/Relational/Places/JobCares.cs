using AsyncEngine.Storage.Relational.Lanes;

namespace AsyncEngine.Storage.Relational.Places;

/// <summary>How much care a job needs.</summary>
internal static class JobCares
{
    /// <summary>
    /// A second run of it, or a run that nobody knows of, may do harm (docs/adr/0005): then it needs a worker. One that
    /// has quotas and nothing else of that kind needs its slots.
    /// </summary>
    public static JobCare Of(NewJob job, Lane lane) => Of(job).And(Of(lane));

    /// <summary>What a job asks for by itself.</summary>
    public static JobCare Of(NewJob job) =>
        job.State is not null || job.Timeout is not null || job.RetryPolicy is RetryPolicyKind.Never or RetryPolicyKind.Own
            ? JobCare.Worker
            : JobCare.None;

    /// <summary>What a lane asks of its jobs.</summary>
    public static JobCare Of(Lane lane) => lane.Quotas.Length > 0 ? JobCare.Slots : JobCare.None;

    /// <summary>The stricter of two.</summary>
    public static JobCare And(this JobCare care, JobCare other) => care > other ? care : other;
}
