using AsyncEngine;
using AsyncEngine.Calls;

namespace Unit.Dispatching;

/// <summary>Jobs that return or join other jobs.</summary>
public static class Compositions
{
    public static JobSpec ReturnTwice(int value) => JobSpec.Of(() => Chores.Twice(value));

    public static async Task<JobSpec> ReturnLaterAsync(int value)
    {
        await Task.Yield();
        return JobSpec.Of(() => Chores.Twice(value));
    }

    /// <summary>A job that returns a job, and so on.</summary>
    public static object Nest(int depth) =>
        depth == 0 ? "bottom" : JobSpec.Of(() => Nest(depth - 1));

    /// <summary>The same with a quota, so that each job has to have given back its slot.</summary>
    public static object NestIn(string quota, int depth) => depth == 0
        ? "bottom"
        : JobSpec.Of(() => NestIn(quota, depth - 1), new JobOptions { Quotas = [quota] });

    public static Job AddAndReturn(JobContext context, int value) =>
        context.Store.Queue().Add(() => Chores.Twice(value));

    public static JobSpec ReturnFailing() => JobSpec.Of(() => Chores.Fail("inner"));

    public static async Task<Job> ReturnItselfAsync(JobContext context) => await context.GetJobAsync();

    public static async Task<Job> ReturnAsync(JobContext context, long id) => await context.Store.GetJobAsync(id);

    public static JobSpec ReturnGated(string gate) => JobSpec.Of(() => Chores.Pass(gate, CancellationToken.None));

    public static JobSpec ReturnNoted(string gate)
    {
        Gate.Of(gate).Note("outer");
        return JobSpec.Of(() => Chores.Pass(gate, CancellationToken.None));
    }

    public static JobSpec ReturnSum(int count) => JobSpec.Parallel(
        Enumerable.Range(1, count).Select(value => JobSpec.Of(() => Chores.Twice(value))),
        parts => Sum(0, parts));

    public static int Sum(int first, IReadOnlyList<Job> parts) => first + parts.Sum(part => part.Result<int>());

    public static string Outcomes(IReadOnlyList<Job> parts) => string.Join(' ', parts.Select(part => part.Outcome));

    public static string Describe(Job job, Job[] others, Dictionary<string, object?> table) =>
        $"{job.Result<int>()} {string.Join(',', others.Select(other => other.Id))} {((Job)table["job"]!).Status}";

    public static void TakeAnything(object value) => ArgumentNullException.ThrowIfNull(value);

    public static async Task Grow(JobContext context, string gate, string note)
    {
        Gate.Of(gate).Note(note);
        var self = await context.GetJobAsync();
        var join = await context.Store.GetJobAsync(self.PartOf[0]);
        await join.AddPartsAsync([JobSpec.Of(() => Chores.Note(gate, note + "+"))]);
    }
}
