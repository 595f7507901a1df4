using System.Globalization;
using AsyncEngine.Storage;

namespace AsyncPS.Watching;

/// <summary>Makes the lines of a board: of a snapshot, the size of the screen, and nothing else.</summary>
/// <param name="ink">Colours or none.</param>
/// <param name="width">Cells of a line.</param>
/// <param name="height">Lines of the screen; what has no room is counted in one line.</param>
internal sealed class BoardPainter(BoardInk ink, int width, int height)
{
    private const int BarWidth = 12;
    private const int MostQuotas = 8;
    private const int MostDispatchers = 8;

    /// <summary>The lines, none wider than the screen and no more than it has.</summary>
    public IReadOnlyList<string> Paint(BoardSnapshot board)
    {
        var queues = Section(null, board.Queues.Count, Queues(board), most: Math.Max(3, height / 3));
        var quotas = Section("Quotas", board.Quotas.Count, Quotas(board), MostQuotas);
        var dispatchers = Section("Dispatchers", board.Dispatchers.Count, Dispatchers(board), MostDispatchers);
        var left = height - 2 - queues.Count - quotas.Count - dispatchers.Count - 2;
        var running = Section("Running", board.Running.Count, Running(board), Math.Max(2, left - 1));
        List<string> lines = [Title(board), .. queues, .. running, .. quotas, .. dispatchers];
        if (board.Dispatchers.Count == 0)
        {
            lines.AddRange(["", " " + ink.Warning(TextCells.Clip("No dispatcher is alive: nothing runs these jobs.", width - 1))]);
        }

        return lines.Count <= height ? lines : lines.GetRange(0, height);
    }

    private string Title(BoardSnapshot board)
    {
        var clock = board.At.ToLocalTime().ToString("HH:mm:ss", CultureInfo.InvariantCulture)
            + (board.Interval is { } interval ? $"  every {Age(interval)}" : "");
        var room = width - clock.Length - 4;
        return room < 16
            ? " " + ink.Title(TextCells.Clip("AsyncPS", width - 1))
            : " " + ink.Title("AsyncPS") + "  " + TextCells.Fit(TextCells.Plain(board.Location), room - 7) + " " + ink.Faint(clock);
    }

    // A blank line, the title if it has one, and the rows that have room.
    private List<string> Section(string? title, int count, IEnumerable<string> table, int most)
    {
        if (count == 0)
        {
            return [];
        }

        List<string> lines = [""];
        if (title is not null)
        {
            lines.Add(" " + ink.Title(title));
        }

        lines.AddRange(table.Take(1 + (count > most ? most - 1 : most)));
        if (count > most)
        {
            lines.Add(" " + ink.Faint($"and {count - most + 1} more"));
        }

        return lines;
    }

    private IEnumerable<string> Queues(BoardSnapshot board) => new BoardTable(
        ink,
        [
            new("Queue", 12, Grows: true),
            new("State", 9, Rank: 5),
            new("Pending", 9, Right: true),
            new("Active", 6, Right: true),
            new("Completed", 10, Right: true, Rank: 4),
            new("Failed", 6, Right: true, Rank: 1),
            new("Oldest", 7, Right: true, Rank: 3),
            new("Held", 6, Right: true, Rank: 8),
            new("Added/s", 8, Right: true, Rank: 7),
            new("Done/s", 8, Right: true, Rank: 2),
            new("Left", 7, Right: true, Rank: 6),
        ]).Lay(board.Queues.Select(queue => Row(queue, board)), width);

    private BoardCell[] Row(QueueInfo queue, BoardSnapshot board)
    {
        BoardRate? rate = board.Rates.TryGetValue(queue.Name, out var known) ? known : null;
        var active = queue.Assigned + queue.Active + queue.Callbacks;
        return
        [
            queue.Name,
            queue.Paused ? new("Suspended", ink.Warning) : new("Open"),
            Number(queue.Pending),
            active > 0 ? new BoardCell(Number(active), ink.Busy) : Number(active),
            Number(queue.Completed),
            queue.Failed > 0 ? new BoardCell(Number(queue.Failed), ink.Bad) : Number(queue.Failed),
            queue.OldestPendingAt is { } since ? Age(Moments.Between(since, board.At)) : "",
            queue.Held > 0 ? Number(queue.Held) : "",
            Rate(rate?.Added),
            Rate(rate?.Done),
            Left(queue, rate),
        ];
    }

    private IEnumerable<string> Running(BoardSnapshot board) => new BoardTable(
        ink,
        [
            new("Id", 7, Right: true),
            new("Name", 16),
            new("Queue", 10, Rank: 3),
            new("Time", 8, Right: true, Rank: 1),
            new("", BarWidth + 6, Rank: 2),
            new("Doing", 10, Rank: 4, Grows: true),
        ]).Lay(board.Running.Select(job => Row(job, board.At)), width);

    private BoardCell[] Row(JobRecord job, DateTimeOffset now)
    {
        var progress = job.Progress;
        var percent = progress?.PercentComplete ?? -1;
        return
        [
            job.Id.ToString(CultureInfo.InvariantCulture),
            new(job.Name ?? OneLine.Of(CallDisplay.Of(job.Call, job.Parts.Count), 60), job.Name is null ? ink.Faint : null),
            job.Queue,
            job.StartedAt is { } started ? Age(Moments.Between(started, now)) : "",
            percent < 0 ? "" : new BoardCell(new string(' ', BarWidth + 6), _ => $"{ink.Bar(percent / 100.0, BarWidth)} {percent,3} %"),
            progress is null ? "" : Doing(progress),
        ];
    }

    private static string Doing(AsyncEngine.Jobs.JobProgress progress)
    {
        var text = string.IsNullOrEmpty(progress.Status) ? progress.Activity : $"{progress.Activity}: {progress.Status}";
        return progress.SecondsRemaining > 0
            ? $"{text} ({Age(TimeSpan.FromSeconds(progress.SecondsRemaining))} left)"
            : text;
    }

    private IEnumerable<string> Quotas(BoardSnapshot board) => new BoardTable(
        ink,
        [
            new("Quota", 16),
            new("Queue", 12, Rank: 2),
            new("Used", 12),
            new("", BarWidth, Rank: 1),
            new("Jobs", 6, Rank: 3, Grows: true),
        ]).Lay(board.Quotas.Select(Row), width);

    private BoardCell[] Row(QuotaInfo quota) =>
    [
        quota.Name,
        quota.Queue,
        new($"{quota.Used} of {quota.Size}", quota.Filled ? ink.Warning : null),
        new(new string(' ', BarWidth), _ => ink.Bar(quota.Size == 0 ? 1 : (double)quota.Used / quota.Size, BarWidth)),
        string.Join(", ", quota.Jobs.Take(20)),
    ];

    private IEnumerable<string> Dispatchers(BoardSnapshot board) => new BoardTable(
        ink,
        [
            new("Host", 16),
            new("Process", 8, Right: true),
            new("State", 7),
            new("Ping", 8, Right: true, Rank: 1),
            new("Jobs", 7, Right: true, Rank: 2),
            new("Agents", 10, Rank: 3, Grows: true),
        ]).Lay(board.Dispatchers.Select(dispatcher => Row(dispatcher, board.At)), width);

    private BoardCell[] Row(DispatcherInfo dispatcher, DateTimeOffset now) =>
    [
        dispatcher.Host,
        dispatcher.ProcessId.ToString(CultureInfo.InvariantCulture),
        dispatcher.Alive ? new("Alive", ink.Good) : new("Silent", ink.Bad),
        dispatcher.LastPingAt is { } ping ? Age(Moments.Between(ping, now)) : "",
        $"{dispatcher.Agents.Sum(agent => agent.Jobs.Count)}/{dispatcher.Agents.Sum(agent => agent.Size)}",
        string.Join(", ", dispatcher.Agents.Select(agent => $"{agent.Name}@{agent.Queue}:{agent.Size}")),
    ];

    // How long what waits will take as things go now.
    private static string Left(QueueInfo queue, BoardRate? rate) =>
        rate is { Done: > 0 } known && queue.Pending - queue.Held > 0
            ? Age(TimeSpan.FromSeconds(Math.Min(1e9, (queue.Pending - queue.Held) / known.Done)))
            : "";

    // Tenths of a second would only flicker.
    private static string Age(TimeSpan span) => span < TimeSpan.FromSeconds(1)
        ? DisplayText.Duration(span)
        : span.TotalSeconds < 59.5
            ? string.Create(CultureInfo.CurrentCulture, $"{span.TotalSeconds:0}s")
            : DisplayText.Duration(TimeSpan.FromSeconds(Math.Round(span.TotalSeconds)));

    private static string Number(long number) => number.ToString("N0", CultureInfo.CurrentCulture);

    private static string Rate(double? rate) => rate is not { } known
        ? ""
        : known.ToString(known is 0 or >= 100 ? "N0" : "0.0", CultureInfo.CurrentCulture);
}
