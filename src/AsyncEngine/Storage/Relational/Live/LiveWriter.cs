using AsyncEngine.Storage.Relational.Connections;
using AsyncEngine.Storage.Relational.Settles;
using AsyncEngine.Storage.Relational.Writing;

namespace AsyncEngine.Storage.Relational.Live;

/// <summary>Writes what belongs to a job while it runs.</summary>
internal sealed class LiveWriter(WriteSession session)
{
    public int Annotate(long job, IReadOnlyDictionary<string, Payload> values)
    {
        if (!LiveReader.Exists(session.Database, job))
        {
            throw JobErrors.NotFound(job);
        }

        foreach (var (name, value) in values)
        {
            Annotate(job, name, value);
        }

        return values.Count;
    }

    /// <summary>Writes the output of runs that are still whose they were; what an old run brings is dropped.</summary>
    public int Flush(IReadOnlyList<LiveOutput> outputs)
    {
        foreach (var output in outputs)
        {
            if (session.Places.FindRunning(output.Key.RootId)?.Job.Run == output.Key.Run)
            {
                Write(output);
            }
        }

        return outputs.Count;
    }

    /// <summary>Writes the output of a run whose fence was asked already.</summary>
    public void Write(LiveOutput output)
    {
        if (output.Progress is { } progress)
        {
            Write(output.Key, progress);
        }

        foreach (var chunk in output.Chunks)
        {
            using var write = session.Database.Use(Sql.StreamWrite);
            write.Bind("job_id", output.Key.JobId);
            write.Bind("run", output.Key.Run);
            write.Bind("bytes", chunk.Span);
            write.Run();
        }
    }

    private void Annotate(long job, string name, Payload value)
    {
        if (value.IsEmpty)
        {
            using var delete = session.Database.Use(Sql.AnnotationDelete);
            delete.Bind("job_id", job);
            delete.Bind("name_key", Name.KeyOf(name));
            delete.Run();
            return;
        }

        using var write = session.Database.Use(Sql.AnnotationWrite);
        write.Bind("job_id", job);
        write.Bind("name_key", Name.KeyOf(name));
        write.Bind("name", name);
        write.Bind("value", value);
        write.Run();
    }

    private void Write(RunKey key, JobProgress progress)
    {
        using var write = session.Database.Use(Sql.ProgressWrite);
        write.Bind("job_id", key.JobId);
        write.Bind("run", key.Run);
        write.Bind("activity", progress.Activity);
        write.Bind("status", progress.Status);
        write.Bind("percent", progress.PercentComplete);
        write.Bind("seconds", progress.SecondsRemaining);
        write.Run();
    }
}
