using AsyncEngine.Storage;

namespace AsyncPS.Services.Health;

/// <summary>From what a store says to whether its jobs get done. Pure.</summary>
internal static class HealthRules
{
    public const int Well = 0;
    public const int Warning = 1;
    public const int Critical = 2;
    public const int Unknown = 3;

    /// <summary>What is wrong with queues and dispatchers, with how grave it is; the gravest first.</summary>
    public static IReadOnlyList<(int Code, string Reason)> Judge(
        HealthLimits limits, IReadOnlyList<QueueInfo> queues, IReadOnlyList<DispatcherInfo> dispatchers, DateTimeOffset now)
    {
        var found = new List<(int, string)>();
        foreach (var name in limits.Queues)
        {
            found.AddRange(queues.FirstOrDefault(each => Same(each.Name, name)) is { } queue
                ? OfQueue(limits, queue, dispatchers, now)
                : [(Critical, $"there is no queue '{name}'")]);
        }

        return [.. found.OrderByDescending(each => each.Item1)];
    }

    /// <summary>Living dispatchers with an agent for one of these queues.</summary>
    public static IEnumerable<DispatcherInfo> Serving(IEnumerable<DispatcherInfo> dispatchers, IReadOnlyList<string> queues) =>
        dispatchers.Where(each => each.Alive && queues.Any(queue => Serves(each, queue)));

    private static IEnumerable<(int, string)> OfQueue(
        HealthLimits limits, QueueInfo queue, IReadOnlyList<DispatcherInfo> dispatchers, DateTimeOffset now)
    {
        var serving = Serving(dispatchers, [queue.Name]).ToList();
        if (serving.Count == 0)
        {
            yield return (Critical, $"no living dispatcher serves queue '{queue.Name}'");
        }
        else if (limits.MaxSilence is { } longest &&
            serving.Min(each => Silence(each, now)) is { } silence && silence > longest)
        {
            yield return (Critical,
                $"no dispatcher of queue '{queue.Name}' was heard of for {DisplayText.Duration(silence)}");
        }

        // A suspended queue is to wait.
        if (!queue.Paused && queue.OldestPendingAt is { } since && now - since is var wait && wait > limits.MaxWait)
        {
            yield return (Warning, $"a job of queue '{queue.Name}' has waited for {DisplayText.Duration(wait)}");
        }
    }

    private static bool Serves(DispatcherInfo dispatcher, string queue) =>
        dispatcher.Agents.Any(agent => agent.Size > 0 && Same(agent.Queue, queue));

    private static TimeSpan? Silence(DispatcherInfo dispatcher, DateTimeOffset now) => now - dispatcher.LastPingAt;

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
