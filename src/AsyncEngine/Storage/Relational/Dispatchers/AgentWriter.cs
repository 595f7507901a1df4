using AsyncEngine.Storage.Relational.Connections;
using AsyncEngine.Storage.Relational.Queues;
using AsyncEngine.Storage.Relational.Writing;

namespace AsyncEngine.Storage.Relational.Dispatchers;

/// <summary>Writes agents: with their dispatcher, and one by one while it runs (R154, R182, R188).</summary>
internal sealed class AgentWriter(WriteSession session)
{
    /// <summary>An agent of a dispatcher that registers.</summary>
    public long Write(AgentIdentity agent, long queue, long dispatcher)
    {
        using var write = session.Database.Use(Sql.AgentWrite);
        write.Bind("dispatcher", dispatcher);
        write.Bind("queue", queue);
        write.Bind("name", agent.Name);
        write.Bind("name_key", Name.KeyOf(agent.Name));
        write.Bind("size", agent.Size);
        write.Bind("filter", agent.Rules.Filter);
        write.Bind("preference", agent.Rules.Preference);
        write.Bind("isolation", agent.Runner.Isolation);
        write.Bind("max_memory", agent.Runner.MaxMemory);
        return write.RunForId();
    }

    public bool Add(Guid dispatcher, AgentIdentity agent)
    {
        var uuid = dispatcher.ToString("D");
        if (DispatcherRow.Find(session.Database, uuid) is not { IsActive: true } row)
        {
            throw new AsyncEngineException(
                ErrorIds.DispatcherNotFound,
                $"There is no active dispatcher {uuid} in this store. Agents live as long as their dispatcher: start it.")
            {
                Target = dispatcher,
            };
        }

        var queue = QueueRow.Require(session.Database, agent.Queue);
        if (Exists(row.Id, queue.Id, agent.Name))
        {
            throw new AsyncEngineException(
                ErrorIds.AgentExists,
                $"Dispatcher {uuid} has an agent '{agent.Name}' for queue '{queue.Name}' already. Change that one, or use "
                    + "another name.")
            {
                Target = agent.Name,
            };
        }

        Write(agent, queue.Id, row.Id);
        return true;
    }

    public bool Change(long agent, AgentChange change)
    {
        using var write = session.Database.Use(Sql.AgentChange);
        write.Bind("size", (long?)change.Size);
        write.Bind("filter", change.Filter);
        write.Bind("preference", change.Preference);
        write.Bind("isolation", change.Isolation);
        write.Bind("max_memory", change.MaxMemory);
        write.Bind("id", agent);
        return write.Step() ? true : throw NotFound(agent);
    }

    public bool Remove(long agent, bool force)
    {
        if (!Exists(agent))
        {
            throw NotFound(agent);
        }

        if (!force && FirstJob(agent) is { } job)
        {
            throw new AsyncEngineException(
                ErrorIds.AgentNotEmpty,
                $"The agent holds job {job} and perhaps others. Set its size to 0 and wait for them, or remove it by force:"
                    + " then they go on without it.")
            {
                Target = agent,
            };
        }

        Delete(agent);
        return true;
    }

    public void Delete(long agent)
    {
        using (var keep = session.Database.Use(Sql.AgentKeep))
        {
            keep.Bind("id", agent);
            keep.Run();
        }

        using var delete = session.Database.Use(Sql.AgentDelete);
        delete.Bind("id", agent);
        delete.Run();
    }

    private bool Exists(long dispatcher, long queue, string name)
    {
        using var find = session.Database.Use(Sql.AgentFind);
        find.Bind("dispatcher", dispatcher);
        find.Bind("queue", queue);
        find.Bind("name_key", Name.KeyOf(name));
        return find.Step();
    }

    private bool Exists(long agent)
    {
        using var read = session.Database.Use(Sql.AgentRead);
        read.Bind("id", agent);
        return read.Step();
    }

    private long? FirstJob(long agent)
    {
        using var read = session.Database.Use(Sql.AgentJobs);
        read.Bind("agent", agent);
        return read.Step() ? read.GetLong(0) : null;
    }

    private static AsyncEngineException NotFound(long agent) => new(
        ErrorIds.AgentNotFound,
        $"There is no agent {agent} in this store any more: it was removed, or its queue or its dispatcher is gone.")
    {
        Target = agent,
    };
}
