using AsyncEngine.Storage.Relational.Connections;
using AsyncEngine.Storage.Relational.Places;

namespace AsyncEngine.Storage.Relational.Dispatchers;

/// <summary>Reads what the store knows of dispatchers.</summary>
internal static class DispatcherReader
{
    public static IReadOnlyList<DispatcherInfo> List(Database database, long now)
    {
        var dispatchers = new List<DispatcherInfo>();
        using var list = database.Use(Sql.DispatcherList);
        while (list.Step())
        {
            dispatchers.Add(Read(database, list, now));
        }

        return dispatchers;
    }

    /// <summary>The agents of one dispatcher, without their jobs; null when no list would show it.</summary>
    public static IReadOnlyList<AgentInfo>? ReadAgents(Database database, Guid dispatcher)
    {
        using var list = database.Use(Sql.DispatcherList);
        while (list.Step())
        {
            if (Guid.Parse(list.GetText(1)) == dispatcher)
            {
                return ReadAgents(database, list.GetLong(0), withJobs: false);
            }
        }

        return null;
    }

    /// <summary>Which of a dispatcher's runs have to end.</summary>
    public static IReadOnlyList<StopOrder> ReadStopOrders(
        Database database, long dispatcher, IReadOnlyList<RunKey> own)
    {
        var orders = new List<StopOrder>();
        foreach (var key in own)
        {
            var running = PlaceRows.FindRunning(database, key.RootId);
            var isStolen = running is null || running.Job.Run != key.Run || running.Dispatcher != dispatcher;
            if (isStolen || running!.IsStopRequested)
            {
                orders.Add(new StopOrder(key, isStolen));
            }
        }

        return orders;
    }

    private static DispatcherInfo Read(Database database, Statement row, long now)
    {
        var signs = new DispatcherRow
        {
            Id = row.GetLong(0),
            Uuid = row.GetText(1),
            ActivatedAt = row.GetLongOrNull(5),
            LastPingAt = row.GetLongOrNull(6),
            PingInterval = row.GetLong(7),
            DeathInterval = row.GetLong(8),
        };
        return new DispatcherInfo
        {
            Uuid = Guid.Parse(signs.Uuid),
            Host = row.GetText(2),
            ProcessId = row.GetInt(3),
            Version = row.GetText(4),
            ActivatedAt = Moment.ToMoment(signs.ActivatedAt),
            LastPingAt = Moment.ToMoment(signs.LastPingAt),
            PingInterval = Moment.ToDuration(signs.PingInterval),
            DeathInterval = Moment.ToDuration(signs.DeathInterval),
            Alive = signs.IsActive && !signs.IsDead(now),
            Agents = ReadAgents(database, signs.Id, withJobs: true),
        };
    }

    private static List<AgentInfo> ReadAgents(Database database, long dispatcher, bool withJobs)
    {
        var agents = new List<AgentInfo>();
        using var list = database.Use(Sql.AgentList);
        list.Bind("dispatcher", dispatcher);
        while (list.Step())
        {
            agents.Add(new AgentInfo
            {
                Id = list.GetLong(0),
                Name = list.GetText(1),
                Queue = list.GetText(2),
                Size = list.GetInt(3),
                Filter = list.GetTextOrNull(4),
                Preference = list.GetTextOrNull(5),
                Runner = new AgentRunner(list.GetTextOrNull(6), list.GetLongOrNull(7)),
                Jobs = withJobs ? ReadJobs(database, list.GetLong(0)) : [],
            });
        }

        return agents;
    }

    private static List<long> ReadJobs(Database database, long agent)
    {
        var jobs = new List<long>();
        using var list = database.Use(Sql.AgentJobs);
        list.Bind("agent", agent);
        while (list.Step())
        {
            jobs.Add(list.GetLong(0));
        }

        return jobs;
    }
}
