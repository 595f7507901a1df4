using AsyncEngine.Storage.Relational.Connections;
using AsyncEngine.Storage.Relational.Lanes;
using AsyncEngine.Storage.Relational.Queues;
using AsyncEngine.Storage.Relational.Writing;

namespace AsyncEngine.Storage.Relational.States;

/// <summary>Changes states inside a transaction, and knows the quota by which each of them is used by one job at a time.</summary>
internal sealed class StateBook(WriteSession session)
{
    // A batch mostly names one state.
    private string? _lastName;
    private long _lastQuota;

    /// <summary>A job names a state: creates it where there is none.</summary>
    /// <returns>The id of its quota.</returns>
    public long Use(string name)
    {
        if (!string.Equals(name, _lastName, StringComparison.OrdinalIgnoreCase))
        {
            if (StateRow.Find(session.Database, name) is not { Exists: true })
            {
                Write(name, Payload.Empty, exists: true, changedBy: null);
            }

            _lastQuota = SlotOf(name);
            _lastName = name;
        }

        return _lastQuota;
    }

    /// <summary>The id of the quota of a state that a job named before. The state itself may be gone, and stays so.</summary>
    public long SlotOf(string name) => QuotaOf(name) ?? CreateQuota(name);

    /// <summary>Refuses a change that cannot be made; writes nothing.</summary>
    public void Check(StateChange change)
    {
        var row = StateRow.Find(session.Database, change.Name) ?? default;
        if (change.ExpectedVersion is { } expected && expected != (row.Exists ? row.Version : 0))
        {
            throw StateErrors.Conflict(change.Name, expected, row);
        }

        if (!change.IsRemoval)
        {
            return;
        }

        if (!row.Exists)
        {
            throw StateErrors.NotFound(change.Name);
        }

        if (!change.Force && FindUser(change.Name) is { } user)
        {
            throw StateErrors.InUse(change.Name, user);
        }
    }

    /// <summary>Makes a change that was checked in this transaction.</summary>
    /// <param name="change">The change.</param>
    /// <param name="changedBy">The job with whose outcome it is written; null = none.</param>
    /// <returns>The state's new version.</returns>
    public long Apply(StateChange change, long? changedBy) =>
        Write(change.Name, change.Value, !change.IsRemoval, changedBy);

    /// <summary>At the end of a transaction, and after a rollback.</summary>
    public void Forget() => _lastName = null;

    private long Write(string name, Payload value, bool exists, long? changedBy)
    {
        Forget();
        var version = (StateRow.Find(session.Database, name)?.Version ?? 0) + 1;
        using var write = session.Database.Use(Sql.StateWrite);
        write.Bind("name", name);
        write.Bind("name_key", Name.KeyOf(name));
        write.Bind("version", version);
        write.Bind("created_at", exists ? session.Now : null);
        write.Bind("changed_at", session.Now);
        write.Bind("changed_by", changedBy);
        write.Bind("value", exists ? value : Payload.Empty);
        write.Run();
        return version;
    }

    private long? QuotaOf(string name) => QuotaRow.Find(session.Database, Quota.NoQueue, name)?.Id;

    private long CreateQuota(string name)
    {
        using var insert = session.Database.Use(Sql.QuotaInsert);
        insert.Bind("queue", Quota.NoQueue);
        insert.Bind("name", name);
        insert.Bind("name_key", Name.KeyOf(name));
        insert.Bind("size", 1L);
        insert.Run();
        return session.Database.LastId;
    }

    private long? FindUser(string name)
    {
        if (QuotaOf(name) is not { } quota)
        {
            return null;
        }

        using var find = session.Database.Use(Sql.StateUsers);
        find.Bind("quota", quota);
        find.Bind("put_back", OfferPlace.PutBackBand);
        return find.Step() ? find.GetLong(0) : null;
    }
}
