using AsyncEngine.Storage.Relational.Connections;
using AsyncEngine.Storage.Relational.Settles;

namespace AsyncEngine.Storage.Relational.Live;

/// <summary>Reads what belongs to a job while it runs.</summary>
internal static class LiveReader
{
    public static bool Exists(Database database, long job)
    {
        using var find = database.Use(Sql.JobExists);
        find.Bind("id", job);
        return find.Step();
    }

    public static Payload? ReadAnnotation(Database database, long job, string name)
    {
        using var read = database.Use(Sql.AnnotationRead);
        read.Bind("job_id", job);
        read.Bind("name_key", Name.KeyOf(name));
        if (read.Step())
        {
            return read.GetPayload(0);
        }

        return Exists(database, job) ? null : throw JobErrors.NotFound(job);
    }

    public static IReadOnlyList<StreamChunk> ReadStream(Database database, long job, int from, int count)
    {
        using var read = database.Use(Sql.StreamRead);
        read.AtMost(count);
        read.Bind("job_id", job);
        read.Bind("from", from);
        return Chunks(read, count);
    }

    public static IReadOnlyList<StreamChunk> FollowStream(Database database, long job, long run, int after, int count)
    {
        using var read = database.Use(Sql.StreamFollow);
        read.AtMost(count);
        read.Bind("job_id", job);
        read.Bind("run", run);
        read.Bind("after", after);
        return Chunks(read, count);
    }

    private static List<StreamChunk> Chunks(Statement read, int count)
    {
        var chunks = new List<StreamChunk>();
        while (chunks.Count < count && read.Step())
        {
            chunks.Add(new StreamChunk(read.GetLong(0), read.GetInt(1), read.GetPayload(2).Bytes));
        }

        return chunks;
    }
}
