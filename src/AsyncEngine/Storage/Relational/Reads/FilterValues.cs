using AsyncEngine.Storage.Relational.Connections;

namespace AsyncEngine.Storage.Relational.Reads;

/// <summary>A filter as its statement takes it.</summary>
internal sealed record FilterValues(
    string? Names, string? Queues, string? Tags, string? Quotas, long? Statuses, long? Outcomes,
    string? Calls, string? Agents, string? Dispatchers,
    IReadOnlyList<(string Name, DateTimeOffset? At)> Bounds, bool Callbacks)
{
    /// <summary>Null when no job can pass.</summary>
    public static FilterValues? Of(Database database, JobFilter filter)
    {
        var queues = filter.QueueLike is null ? null : FindQueues(database, filter.QueueLike);
        return queues is { Count: 0 } ? null : new FilterValues(
            filter.NameLike is null ? null : Json(Wildcard.Readings(filter.NameLike).Select(database.Pattern)),
            queues is null ? null : Json(queues),
            filter.Tags is null ? null : Json(filter.Tags.Select(Name.KeyOf)),
            filter.Quotas is null ? null : Json(filter.Quotas.Select(Name.KeyOf)),
            Mask(filter.Statuses?.Select(status => (int)status)),
            Mask(filter.Outcomes?.Select(outcome => (int)outcome)),
            filter.CallLike is null ? null : Json(filter.CallLike.Select(database.TextPattern)),
            filter.AgentLike is null ? null : Json(Wildcard.Readings(filter.AgentLike).Select(database.Pattern)),
            filter.Dispatchers is null ? null : Json(filter.Dispatchers.Select(uuid => uuid.ToString("D"))),
            [
                ("created_after", filter.CreatedAfter),
                ("created_before", filter.CreatedBefore),
                ("started_after", filter.StartedAfter),
                ("started_before", filter.StartedBefore),
                ("ended_after", filter.EndedAfter),
                ("ended_before", filter.EndedBefore),
                ("completed_after", filter.CompletedAfter),
                ("completed_before", filter.CompletedBefore),
            ],
            filter.IncludeCallbacks);
    }

    public void Bind(Statement read, long above, long below)
    {
        read.Bind("above", above);
        read.Bind("below", below);
        read.Bind("callbacks", Callbacks);
        read.Bind("queues", Queues);
        foreach (var (name, at) in Bounds)
        {
            read.Bind(name, Moment.Of(at));
        }

        read.Bind("names", Names);
        read.Bind("calls", Calls);
        read.Bind("agents", Agents);
        read.Bind("dispatchers", Dispatchers);
        read.Bind("quotas", Quotas);
        read.Bind("tags", Tags);
        read.Bind("outcomes", Outcomes);
        read.Bind("statuses", Statuses);
    }

    private static string Json<T>(IEnumerable<T> values) => StoreJson.Write(values.ToArray());

    private static long? Mask(IEnumerable<int>? numbers) =>
        numbers?.Aggregate(0L, (mask, number) => mask | (1L << number));

    private static List<long> FindQueues(Database database, IReadOnlyList<string> patterns)
    {
        var queues = new List<long>();
        using var read = database.Use(Sql.QueueIds);
        read.Bind("names", Json(Wildcard.Readings(patterns).Select(database.Pattern)));
        while (read.Step())
        {
            queues.Add(read.GetLong(0));
        }

        return queues;
    }
}
