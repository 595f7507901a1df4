namespace AsyncPS.Commands;

/// <summary>A job in one phrase, for questions and messages.</summary>
internal static class JobTitle
{
    public static string Of(JobRef job) => Of(job.Id, job.Job?.Name);

    public static string Of(long id, string? name) => string.IsNullOrEmpty(name) ? $"{id}" : $"{id} '{name}'";
}
