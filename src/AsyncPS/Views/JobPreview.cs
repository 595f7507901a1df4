using AsyncEngine.Storage;
using Engine = AsyncEngine.Jobs;

namespace AsyncPS;

/// <summary>What is known of a job that was just added, without asking the store again.</summary>
internal static class JobPreview
{
    public static JobRecord Of(NewJob job, long id, JobStatus status, DateTimeOffset now) => new()
    {
        Id = id,
        Name = job.Name,
        Queue = job.Queue,
        Status = (Engine.JobStatus)status,
        Call = job.Call,
        Arguments = job.Arguments,
        RunnerSettings = job.RunnerSettings,
        CreatedAt = now,

        // What a running job adds is put by the dispatcher's process, which need not be this one.
        AddedBy = status == JobStatus.Pending ? AsyncEngine.JobSource.OfThisProcess : null,
        BeginAfter = job.BeginAfter ?? (job.Delay is { } delay ? AsyncEngine.Scheduling.Moments.After(now, delay) : null),
        BeginBy = job.BeginBy,
        Quotas = job.Quotas,
        Priority = job.Priority,
        Tags = job.Tags,
        Timeout = job.Timeout,
        MaxAttempts = job.MaxAttempts,
        RetryDelay = job.RetryDelay,
        RetryPolicy = job.RetryPolicy,
        State = job.State,
    };

    public static JobRecord Of(NewCallback callback, long id, long parentId, string queue, DateTimeOffset now) => new()
    {
        Id = id,
        Name = callback.Name,
        Queue = queue,
        Status = Engine.JobStatus.New,
        Call = callback.OnSuccess ?? callback.OnFailure!, // One of them at least.
        Arguments = callback.Arguments,
        CreatedAt = now,
        RetryPolicy = callback.RetryPolicy,
        ParentId = parentId,
    };
}
