using AsyncEngine.Storage.Relational.Connections;
using AsyncEngine.Storage.Relational.Queues;
using AsyncEngine.Storage.Relational.Writing;

namespace AsyncEngine.Storage.Relational.Dispatchers;

/// <summary>Registers dispatchers with their agents (R150, R151).</summary>
internal sealed class Registrar(WriteSession session)
{
    private readonly Rescuer _rescuer = new(session);
    private readonly AgentWriter _agents = new(session);

    public DispatcherRegistration Activate(DispatcherIdentity identity)
    {
        var uuid = identity.Uuid.ToString("D");
        var known = DispatcherRow.Find(session.Database, uuid);
        RefuseAlive(known);
        var queues = identity.Agents
            .Select(agent => QueueRow.Require(session.Database, agent.Queue).Id)
            .ToArray();
        if (known is not null)
        {
            // Its predecessor, which had the same identity, died or stopped.
            _rescuer.Deactivate(known.Id, Rescuer.Replaced);
        }

        var id = Write(identity, uuid);
        var agents = identity.Agents.Select((agent, index) => _agents.Write(agent, queues[index], id)).ToArray();
        DropOthers(id, agents);
        return new DispatcherRegistration(id, agents);
    }

    private void RefuseAlive(DispatcherRow? known)
    {
        if (known is { IsActive: true } && !known.IsDead(session.Now))
        {
            throw new AsyncEngineException(
                ErrorIds.DispatcherRunning,
                $"A dispatcher with the UUID {known.Uuid} runs already. Stop it first, or give this one an identity of "
                    + $"its own. If its process is gone, it counts as dead at {Moment.ToMoment(known.DeathAt):u}.")
            {
                Target = known.Uuid,
            };
        }
    }

    private long Write(DispatcherIdentity identity, string uuid)
    {
        using var write = session.Database.Use(Sql.DispatcherWrite);
        write.Bind("uuid", uuid);
        write.Bind("host", identity.Host);
        write.Bind("process_id", identity.ProcessId);
        write.Bind("version", identity.Version);
        write.Bind("activated_at", session.Now);
        write.Bind("ping_interval", Moment.Of(identity.PingInterval));
        write.Bind("death_interval", Moment.Of(identity.DeathInterval));
        return write.RunForId();
    }

    private void DropOthers(long dispatcher, long[] named)
    {
        var others = new List<long>();
        using (var list = session.Database.Use(Sql.AgentList))
        {
            list.Bind("dispatcher", dispatcher);
            while (list.Step())
            {
                others.Add(list.GetLong(0));
            }
        }

        foreach (var agent in others.Except(named))
        {
            _agents.Delete(agent);
        }
    }
}
