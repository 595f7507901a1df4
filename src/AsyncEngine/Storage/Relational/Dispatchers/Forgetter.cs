using AsyncEngine.Storage.Relational.Connections;
using AsyncEngine.Storage.Relational.Writing;

namespace AsyncEngine.Storage.Relational.Dispatchers;

/// <summary>Forgets dispatchers that do not come back (R166).</summary>
internal sealed class Forgetter(WriteSession session)
{
    public DispatcherInfo Forget(Guid uuid)
    {
        var known = DispatcherReader.List(session.Database, session.Now).FirstOrDefault(each => each.Uuid == uuid);
        if (known is null || DispatcherRow.Find(session.Database, uuid.ToString("D")) is not { } row)
        {
            throw new AsyncEngineException(
                ErrorIds.DispatcherNotFound, $"There is no dispatcher {uuid} in this store. It may be forgotten already.")
            {
                Target = uuid,
            };
        }

        if (known.Alive)
        {
            throw new AsyncEngineException(
                ErrorIds.DispatcherRunning,
                $"Dispatcher {uuid} lives, in process {known.ProcessId} on '{known.Host}'. Stop it first.")
            {
                Target = uuid,
            };
        }

        if (row.IsActive)
        {
            new Rescuer(session).Deactivate(row.Id, Rescuer.Silent);
        }

        using var forget = session.Database.Use(Sql.DispatcherForget);
        forget.Bind("id", row.Id);
        forget.Run();
        return known;
    }
}
