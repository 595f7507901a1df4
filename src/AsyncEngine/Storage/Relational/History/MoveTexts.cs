using System.Globalization;

namespace AsyncEngine.Storage.Relational.History;

/// <summary>What a job's history says, one sentence a move.</summary>
internal static class MoveTexts
{
    public const string JoinBegan = "It begins: it waits for its parts.";

    public const string CallbacksEnded = "Its callbacks have ended.";

    public const string Unused = "The claim was given back unused.";

    public const string StopRequested = "Somebody asked it to stop.";

    public const string ItsTurn = "The turn of its join came to it.";

    public const string CallbackCutShort =
        "A callback was cut short: whoever takes the job next begins it again.";

    public static string Added(LifeRow life, long? beginAfter)
    {
        var what = life switch
        {
            { Parent: { } parent } => Text($"It was added as a callback of job {parent}"),
            { RestartOf: { } old } => Text($"It was added to run job {old} again"),
            { IsJoin: true } => "It was added as a join of other jobs",
            { IsPart: true } => "It was added as a part of a join",
            _ => "It was added",
        };
        return beginAfter is { } later ? $"{what}, to begin after {Time(later)}." : what + ".";
    }

    public static string Began(Guid? dispatcher) =>
        dispatcher is { } uuid ? $"Dispatcher {uuid} began it." : "A worker began it.";

    public static string Ended(JobOutcome outcome, JobError? error) => outcome switch
    {
        JobOutcome.Succeeded => "It succeeded.",
        _ when error is null => $"{outcome}.",
        JobOutcome.Cancelled => error.Message,
        _ => $"It failed with {error.ErrorId}: {error.Message}",
    };

    /// <summary>It goes back to its queue because its call, or its policy, said so.</summary>
    public static string Requeued(Requeue requeue, int attempt, JobError? error)
    {
        var when = requeue.At is { } at ? $"it may run again after {Time(Moment.Of(at))}" : "it is first in line again";
        return requeue switch
        {
            { CountsAsInterruption: true } => $"Its dispatcher stopped while it ran; {when}.",
            { CountsAsAttempt: true } when error is not null =>
                Text($"Attempt {attempt} failed with {error.ErrorId}; {when}: {error.Message}"),
            { CountsAsAttempt: true } => Text($"Attempt {attempt} failed; {when}."),
            _ => $"Its retry policy put it off; {when}.",
        };
    }

    /// <summary>Its dispatcher is gone, and it is offered to others.</summary>
    public static string Rescued(string why, JobStatus from) => from switch
    {
        JobStatus.Assigned => $"{why} before its call began; it is last in line again.",
        JobStatus.Active => $"{why} while it ran; it is first in line again.",
        _ => $"{why} before its callbacks had ended; they are offered to others.",
    };

    public static string WaitsFor(long inner) =>
        Text($"Its call returned job {inner}; it waits for that one's outcome.");

    public static string RunAgain(long id) => Text($"It was run again, as job {id}.");

    public static string Forgotten(long count) => Text($"{count} earlier moves are not kept.");

    /// <summary>Where it stands now, when no move says since when.</summary>
    public static string Stands(JobStatus status) => status switch
    {
        JobStatus.Assigned => "A dispatcher has claimed it, and a worker will begin it.",
        JobStatus.Pending => "The job that it is a callback of waits in its queue.",
        _ => "It is there now.",
    };

    /// <summary>What somebody changed of a pending job.</summary>
    public static string Changed(JobChange change)
    {
        var what = new List<string>();
        Say(change.Name, name => name.Length == 0 ? "no name" : $"name '{name}'");
        Say(change.Queue, queue => $"queue '{queue}'");
        Say(change.Quotas, quotas => quotas.Count == 0 ? "no quotas" : $"quotas {string.Join(", ", quotas)}");
        Say(change.Tags, tags => tags.Count == 0 ? "no tags" : $"tags {string.Join(", ", tags)}");
        if (change.Priority is { } priority)
        {
            what.Add(Text($"priority {priority}"));
        }

        if (change.BeginAfter is { } start)
        {
            what.Add($"to begin after {Time(Moment.Of(start))}");
        }

        if (change.Delay is { } delay)
        {
            what.Add($"to begin after {delay} from then");
        }

        if (change.BeginBy is { } limit)
        {
            what.Add($"to begin within {limit}");
        }

        if (change.RemovesBeginBy)
        {
            what.Add("no limit to its beginning");
        }

        return $"Somebody changed it: {string.Join("; ", what)}.";

        void Say<T>(T? value, Func<T, string> text)
            where T : class
        {
            if (value is not null)
            {
                what.Add(text(value));
            }
        }
    }

    private static string Time(long moment) => Text($"{Moment.ToMoment(moment):yyyy-MM-dd HH:mm:ss} UTC");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
