namespace AsyncEngine.Storage;

/// <summary>A table whose rows go along when a store is copied.</summary>
/// <param name="Name">Its name, the same in both kinds of store.</param>
internal sealed record CopiedTable(string Name)
{
    private const string Tally = "tally";

    /// <summary>All of them. What each kind of store has for itself alone, <c>meta</c> and <c>migration</c>, stays.</summary>
    public static IReadOnlyList<CopiedTable> All { get; } =
    [
        .. ((string[])
        [
            "queue", Tally, "quota", "lane", "lane_quota", "call", "payload", "source", "job", "tag", "offer", "held", "running",
            "waiting", "fresh", "joint", "part", "hold", "outcome", "callback", "dispatcher", "agent", "former_agent",
            "annotation", "progress", "stream", "history", "state",
        ]).Select(name => new CopiedTable(name)),
    ];

    /// <summary>What a new store has in it: the queue <c>default</c>.</summary>
    public bool HasFirstRow => Name is "queue" or Tally or "lane";

    /// <summary>
    /// Columns that only one kind of store has, because it finds them out by itself: first offers of lanes. Shards of
    /// counts are summed up instead.
    /// </summary>
    public static bool IsOwn(string column) => column is "head_band" or "head_key" or "head_seq" or "parked_on" or "shard";

    /// <summary>The statement that reads it. Both kinds of store understand it; names come from their catalogs.</summary>
    public string Select(IEnumerable<string> columns) => Name == Tally
        ? $"select {string.Join(", ", columns.Select(Sum))} from {Quote(Name)} group by queue"
        : $"select {string.Join(", ", columns.Select(Quote))} from {Quote(Name)}";

    /// <summary>The statement that counts what that gives.</summary>
    public string SelectCount => $"select count({(Name == Tally ? "distinct queue" : "*")}) from {Quote(Name)}";

    /// <summary>A name as a statement may have it, whatever it is.</summary>
    public static string Quote(string name) => "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    private static string Sum(string column) => column switch
    {
        "queue" => column,
        "shard" => "0",
        _ => $"cast(sum({Quote(column)}) as bigint)",
    };
}
