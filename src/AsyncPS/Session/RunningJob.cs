using AsyncEngine.Calls;

namespace AsyncPS.Session;

/// <summary>The job that runs on this thread, as the variable <c>$AsyncJob</c> shows it.</summary>
internal static class RunningJob
{
    /// <summary>Reads the job from its store: its annotations, callbacks and times are those of now.</summary>
    public static Job? Read(ScriptInvocation invocation)
    {
        var context = invocation.Context;
        var jobs = new JobReader(context.Storage, TimeProvider.System)
            .GetAsync([context.JobId], context.CancellationToken).ConfigureAwait(false).GetAwaiter().GetResult();
        return jobs[0];
    }
}
