using AsyncEngine.Jobs;
using AsyncEngine.Storage;

namespace Unit.Model;

/// <summary>What a change does to a pending job and to its place in line (R009 to R011, R022, R044, R128, R129).</summary>
internal sealed class ModelChanges(ModelState state)
{
    /// <summary>The error id of a refusal, which leaves the job as it was; else null.</summary>
    public string? Change(ModelJob job, JobChange change)
    {
        if (job.Root is not null || job.Stand is not (ModelStand.Held or ModelStand.Ready))
        {
            return ErrorIds.JobStatusInvalid;
        }

        if (change.Quotas?.Any(name => state.Quotas[name].Size is null) == true)
        {
            return ErrorIds.QuotaNotFound;
        }

        var keepsSlots = change.BeginAfter is null && (change.Quotas is null || change.Quotas.SequenceEqual(job.Quotas));
        if (!keepsSlots)
        {
            state.FreeSlots(job);
        }

        Write(job, change);
        Move(job, change.BeginAfter);
        return null;
    }

    private static void Write(ModelJob job, JobChange change)
    {
        job.Priority = change.Priority ?? job.Priority;
        job.Quotas = change.Quotas ?? job.Quotas;
        job.IsCareful |= job.IsLimited;
        job.BeginBy = change.RemovesBeginBy ? null : change.BeginBy ?? job.BeginBy;
        if (change.BeginAfter is not null || change.BeginBy is not null || change.RemovesBeginBy)
        {
            job.ExpiresAt = (change.BeginAfter ?? job.BeginAfter) + job.BeginBy;
        }
    }

    /// <summary>Another start time is a new put; anything else keeps the age, and a place that was put back.</summary>
    private void Move(ModelJob job, DateTimeOffset? begin)
    {
        if (begin is { } moment)
        {
            job.BeginAfter = moment;
            state.Put(job, state.NextKey());
        }
        else if (job is { Stand: ModelStand.Ready, Place.Band: > 0 })
        {
            job.Place = job.Place with { Priority = -(long)job.Priority };
        }
    }
}
