using AsyncEngine.Storage.Relational.Connections;

namespace AsyncEngine.Storage.Relational.Reads;

/// <summary>The agents of a queue, as far as they decide whether its jobs can run at all.</summary>
internal sealed record ServingAgents
{
    /// <summary>Filters of living agents that take jobs; empty when one of those takes all.</summary>
    public required IReadOnlyList<string> Filters { get; init; }

    /// <summary>Whether a living agent takes jobs.</summary>
    private bool AnyWorks { get; init; }

    /// <summary>Whether an agent lives, if only with the size 0.</summary>
    private bool AnyLives { get; init; }

    /// <summary>When the last of those that do not live was heard; null when there is none.</summary>
    private long? LastSign { get; init; }

    public static ServingAgents Read(Database database, long queue, long now)
    {
        var filters = new List<string>();
        var (works, lives, takesAll, lastSign) = (false, false, false, (long?)null);
        using var read = database.Use(Sql.ExplainAgents);
        read.Bind("queue", queue);
        read.Bind("now", now);
        while (read.Step())
        {
            if (!read.GetBool(2))
            {
                lastSign = Math.Max(lastSign ?? 0, read.GetLong(3));
                continue;
            }

            lives = true;
            if (read.GetInt(1) == 0)
            {
                continue;
            }

            works = true;
            takesAll |= read.IsNull(0);
            filters.Add(read.GetTextOrNull(0) ?? string.Empty);
        }

        return new ServingAgents
        {
            Filters = takesAll ? [] : filters,
            AnyWorks = works,
            AnyLives = lives,
            LastSign = lastSign,
        };
    }

    /// <summary>What keeps all jobs of the queue from running; null when nothing does.</summary>
    public string? Obstacle(string queue) => this switch
    {
        { AnyWorks: true } => null,
        { AnyLives: true } => Reasons.NoRoom(queue),
        { LastSign: { } sign } => Reasons.Silent(queue, Moment.ToMoment(sign)),
        _ => Reasons.NoAgent(queue),
    };
}
