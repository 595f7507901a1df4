using System.Collections.Concurrent;
using AsyncEngine;
using AsyncEngine.Calls;
using AsyncEngine.Jobs;

namespace Unit.Dispatching;

/// <summary>What the jobs of these tests run.</summary>
public static class Chores
{
    public static int Twice(int value) => value * 2;

    public static string Echo(string text) => text;

    public static void Note(string gate, string note) => Gate.Of(gate).Note(note);

    public static void NoteThread(string gate, string note) =>
        Gate.Of(gate).Note($"{note}@{Environment.CurrentManagedThreadId}");

    public static string Fail(string message) => throw new InvalidOperationException(message);

    public static void Pass(string gate, CancellationToken token) => Gate.Of(gate).Pass(token);

    /// <summary>Watches its token, and just returns.</summary>
    public static string Watch(string gate, CancellationToken token)
    {
        Gate.Of(gate).Enter();
        token.WaitHandle.WaitOne();
        return "returned";
    }

    /// <summary>Ends early, because its dispatcher stops.</summary>
    public static string EndWhenStopping(string gate)
    {
        Gate.Of(gate).Enter();
        return JobContext.Current!.StoppingToken.WaitHandle.WaitOne(TimeSpan.FromSeconds(120))
            ? "ended by itself"
            : throw new TimeoutException("Nobody said that the dispatcher stops.");
    }

    /// <summary>Hears nothing; ends when the gate is opened.</summary>
    public static void Deaf(string gate) => Gate.Of(gate).Pass(CancellationToken.None);

    public static async Task<string> LaterAsync(string text)
    {
        await Task.Yield();
        return text;
    }

    public static async Task FailLaterAsync()
    {
        await Task.Yield();
        throw new InvalidOperationException("later");
    }

    public static async ValueTask<int> ValueAsync(int value)
    {
        await Task.Yield();
        return value;
    }

    /// <summary>Fails until it was called so often.</summary>
    public static string FailUntil(string gate, int calls)
    {
        Gate.Of(gate).Note("call");
        return Gate.Of(gate).Notes.Count < calls ? throw new InvalidOperationException("not yet") : "at last";
    }

    /// <summary>Loses a race with the store until it was called so often.</summary>
    public static string ConflictUntil(string gate, int calls)
    {
        Gate.Of(gate).Note("call");
        return Gate.Of(gate).Notes.Count < calls
            ? throw new AsyncEngineException(ErrorIds.StoreBusy, "lost a race")
            : "won";
    }

    public static string Describe(JobContext context) =>
        $"{context.JobId} {context.Name} {context.Queue} {context.Attempt} {context.Agent} "
        + $"{JobContext.Current == context} {context.CancellationToken.CanBeCanceled}";

    public static void ReportNothing(JobContext context) => context.ReportProgress(new JobProgress(null!, null, 50));

    public static void Report(JobContext context) => context.ReportProgress(new JobProgress("counting", "half", 50));

    public static async Task<bool> KeepsContextAsync()
    {
        var before = JobContext.Current;
        await Task.Delay(1);
        return before is not null && before == JobContext.Current;
    }

    public static void TakeResult(string gate, int result) => Gate.Of(gate).Note($"result {result}");

    public static void TakeError(string gate, JobError error) => Gate.Of(gate).Note($"error {error.Message}");

    public static void TakeParent(string gate, ParentResult parent) =>
        Gate.Of(gate).Note($"{parent.Outcome} {parent.Result<int>()} {parent.Error?.Message}");

    /// <summary>Notes what status a job has, seen from its own call.</summary>
    public static void NoteStatus(string gate, JobContext context) =>
        Gate.Of(gate).Note($"own {Read(context, context.JobId).Status}");

    /// <summary>Notes what status a job and all that it is a callback of have.</summary>
    public static void NoteLine(string gate, ParentResult parent, JobContext context)
    {
        var line = new List<string> { $"own {Read(context, context.JobId).Status}" };
        for (long? id = parent.JobId; id is { } above;)
        {
            var job = Read(context, above);
            line.Add($"above {job.Status}");
            id = job.ParentId;
        }

        Gate.Of(gate).Note(string.Join(", ", line));
    }

    private static Job Read(JobContext context, long id) => context.Store.GetJobAsync(id).GetAwaiter().GetResult();

    /// <summary>Changes its argument, and fails until it was called so often.</summary>
    public static void Grow(string gate, List<int> numbers, int calls)
    {
        numbers.Add(1);
        Gate.Of(gate).Note($"{numbers.Count}");
        if (Gate.Of(gate).Notes.Count < calls)
        {
            throw new AsyncEngineException(ErrorIds.StoreBusy, "again");
        }
    }

    public static string Handle(JobError error) => $"handled {error.Message}";

    public static void AddAnother(string gate, JobContext context, bool fails)
    {
        context.Store.Queue().Add(() => Note(gate, "inner"));
        if (fails)
        {
            throw new InvalidOperationException("after adding");
        }
    }

    public static void AddTo(string gate, string queue, JobContext context)
    {
        context.Store.Queue(queue).Add(() => Twice(1));
        Gate.Of(gate).Pass(context.CancellationToken);
    }

    private static int _alone;

    /// <summary>Notes how many of its kind run at this moment.</summary>
    public static void Alone(string gate)
    {
        Gate.Of(gate).Note($"{Interlocked.Increment(ref _alone)}");
        Thread.Yield();
        Interlocked.Decrement(ref _alone);
    }

    private static readonly ConcurrentDictionary<string, int> Crowds = new();

    /// <summary>Notes that it runs, and complains when more of its quota run than may.</summary>
    public static void InQuota(string gate, string quota, int size)
    {
        var count = Crowds.AddOrUpdate(gate + quota, 1, (_, running) => running + 1);
        Gate.Of(gate).Note(count > size ? $"too many of {quota}: {count}" : quota);
        Thread.Yield();
        Crowds.AddOrUpdate(gate + quota, 0, (_, running) => running - 1);
    }

    public static async Task WaitForOwnAsync(JobContext context)
    {
        var inner = await context.Store.Queue().AddAsync(() => Twice(1));
        await inner.WaitAsync();
    }

    public static async Task<int> WaitForImmediateAsync(JobContext context)
    {
        var inner = await context.Store.Queue().AddAsync(() => Twice(4), new JobOptions { Immediate = true });
        return await inner.ResultAsync<int>();
    }

    public static async Task<string?> AskAsync(JobContext context)
    {
        await context.SetAnnotationAsync("status", "asking");
        return await context.GetAnnotationAsync<string>("answer", timeout: TimeSpan.FromSeconds(120));
    }
}
