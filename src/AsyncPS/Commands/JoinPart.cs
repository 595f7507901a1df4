using AsyncPS.Errors;

namespace AsyncPS.Commands;

/// <summary>What Join-AsyncJob takes as a part.</summary>
internal static class JoinPart
{
    /// <summary>An unsaved job as it is; whatever else names a job, by its id. <c>ArgumentInvalid</c>.</summary>
    public static JobRef Of(object? value)
    {
        if ((value is PSObject wrapper ? wrapper.BaseObject : value) is Job { Draft: not null } unsaved)
        {
            return new JobRef(0, unsaved);
        }

        try
        {
            return LanguagePrimitives.ConvertTo<JobRef>(value)
                ?? throw Refusals.ArgumentInvalid("A job to be joined is null.");
        }
        catch (PSInvalidCastException error)
        {
            throw Refusals.ArgumentInvalid(error.Message, value);
        }
    }
}
