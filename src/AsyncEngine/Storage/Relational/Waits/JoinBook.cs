using AsyncEngine.Storage.Relational.Connections;
using AsyncEngine.Storage.Relational.Places;

namespace AsyncEngine.Storage.Relational.Waits;

/// <summary>The rows of joins and their parts.</summary>
internal sealed class JoinBook(Database database)
{
    /// <summary>Writes a join; its parts follow.</summary>
    public void Add(long id, bool isSerial, long? then)
    {
        using var insert = database.Use(Sql.JointInsert);
        insert.Bind("id", id);
        insert.Bind("serial", isSerial);
        insert.Bind("then_id", then);
        insert.Run();
    }

    /// <summary>Writes a part; one that it has already counts once.</summary>
    /// <returns>Whether it had not been one.</returns>
    public bool AddPart(long join, long part)
    {
        using var insert = database.Use(Sql.PartInsert);
        insert.Bind("join_id", join);
        insert.Bind("job_id", part);
        var isNew = insert.Step();
        insert.Run();
        return isNew;
    }

    /// <summary>What a join has not put yet: parts whose turn has not come, and what follows it.</summary>
    public IEnumerable<Fresh> FreshOf(long id) => JoinPart.List(database, id)
        .Select(part => (long?)part.Id)
        .Append(Joint.Find(database, id)?.Then)
        .Select(job => job is { } known ? PlaceRows.FindFresh(database, known) : null)
        .OfType<Fresh>()
        .ToList();

    /// <summary>Notes that a parallel join has counted a part as completed.</summary>
    /// <returns>Whether it had not.</returns>
    public bool End(long join, long part)
    {
        using var end = database.Use(Sql.PartEnd);
        end.Bind("join_id", join);
        end.Bind("job_id", part);
        var isFirst = end.Step();
        end.Run();
        return isFirst;
    }

    /// <summary>Notes how far a join is.</summary>
    public void Move(long id, int position)
    {
        using var move = database.Use(Sql.JointMove);
        move.Bind("position", position);
        move.Bind("id", id);
        move.Run();
    }

    /// <summary>The joins that a job is a part of.</summary>
    public List<long> Of(long part)
    {
        var joins = new List<long>();
        using var read = database.Use(Sql.PartJoins);
        read.Bind("job_id", part);
        while (read.Step())
        {
            joins.Add(read.GetLong(0));
        }

        return joins;
    }
}
