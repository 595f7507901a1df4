using AsyncEngine.Storage.Relational.Connections;
using AsyncEngine.Storage.Relational.Measures;
using AsyncEngine.Storage.Relational.Queues;
using AsyncEngine.Storage.Relational.Reads;
using AsyncEngine.Storage.Relational.Writing;

namespace AsyncEngine.Storage.Relational;

/// <inheritdoc cref="IQueueStore"/>
internal sealed class QueueVerbs(IVerbWriter writer, IVerbReader reader) : IQueueStore
{
    public Task CreateAsync(IReadOnlyList<string> names, string? description, CancellationToken cancellationToken) =>
        writer.RunAsync(session => Create(session, names, description), names.Count, cancellationToken);

    public Task<IReadOnlyList<QueueInfo>> ListAsync(CancellationToken cancellationToken) =>
        reader.RunAsync(QueueReader.List, cancellationToken);

    public Task<IReadOnlyList<QueueStatistics>> MeasureAsync(Measure measure, CancellationToken cancellationToken) =>
        new QueueMeasurer(reader, measure).RunAsync(cancellationToken);

    public Task RemoveAsync(string name, bool force, CancellationToken cancellationToken) =>
        writer.RunAsync(session => new QueueRemover(session).Remove(name, force), 1, cancellationToken);

    public Task SetPausedAsync(string name, bool paused, CancellationToken cancellationToken) =>
        writer.RunAsync(session => SetPaused(session, name, paused), 1, cancellationToken);

    private static int Create(WriteSession session, IReadOnlyList<string> names, string? description)
    {
        var keys = new HashSet<string>();
        foreach (var name in names)
        {
            if (string.IsNullOrWhiteSpace(name))
            {
                throw new AsyncEngineException(ErrorIds.ArgumentInvalid, "The name of a queue cannot be empty.");
            }

            if (!keys.Add(Name.KeyOf(name)) || QueueRow.Find(session.Database, name) is not null)
            {
                throw new AsyncEngineException(
                    ErrorIds.QueueExists, $"There is a queue '{name}' already. Use it, or choose another name.")
                {
                    Target = name,
                };
            }
        }

        foreach (var name in names)
        {
            QueueWriter.Create(session.Database, name, description, session.Now);
        }

        return names.Count;
    }

    private static bool SetPaused(WriteSession session, string name, bool paused)
    {
        var queue = QueueRow.Require(session.Database, name);
        if (queue.IsPaused == paused)
        {
            return false;
        }

        using var pause = session.Database.Use(Sql.QueuePause);
        pause.Bind("paused", paused);
        pause.Bind("id", queue.Id);
        pause.Run();
        return true;
    }
}
