using AsyncEngine.Storage.Relational.Connections;
using AsyncEngine.Storage.Relational.Queues;
using AsyncEngine.Storage.Relational.Reads;
using AsyncEngine.Storage.Relational.Writing;

namespace AsyncEngine.Storage.Relational;

/// <inheritdoc cref="IQuotaStore"/>
internal sealed class QuotaVerbs(IVerbWriter writer, IVerbReader reader) : IQuotaStore
{
    public Task CreateAsync(
        string queue, IReadOnlyList<string> names, int size, CancellationToken cancellationToken) =>
        writer.RunAsync(session => Create(session, queue, names, size), names.Count, cancellationToken);

    public Task<IReadOnlyList<QuotaInfo>> ListAsync(string? queue, CancellationToken cancellationToken) =>
        reader.RunAsync(database => QuotaReader.List(database, queue), cancellationToken);

    public Task ResizeAsync(string queue, string name, int size, CancellationToken cancellationToken) =>
        writer.RunAsync(session => Resize(session, queue, name, RequireSize(size)), 1, cancellationToken);

    public Task RemoveAsync(string queue, string name, CancellationToken cancellationToken) =>
        writer.RunAsync(session => Resize(session, queue, name, null), 1, cancellationToken);

    private static int RequireSize(int size) => size >= 0 ? size : throw new AsyncEngineException(
        ErrorIds.ArgumentInvalid, $"The size of a quota is {size}: it cannot be negative. Zero admits no job.");

    private static int Create(WriteSession session, string queueName, IReadOnlyList<string> names, int size)
    {
        RequireSize(size);
        var queue = QueueRow.Require(session.Database, queueName);
        var known = Require(session, queue, names);
        for (var index = 0; index < names.Count; index++)
        {
            if (known[index] is { } removed)
            {
                // It went on counting: the jobs that run under its name are still known (R132).
                session.Lanes.Resize(removed.Id, size);
            }
            else
            {
                Insert(session, queue.Id, names[index], size);
            }
        }

        return names.Count;
    }

    private static QuotaRow?[] Require(WriteSession session, QueueRow queue, IReadOnlyList<string> names)
    {
        var keys = new HashSet<string>();
        var known = new QuotaRow?[names.Count];
        for (var index = 0; index < known.Length; index++)
        {
            var name = names[index];
            if (string.IsNullOrWhiteSpace(name))
            {
                throw new AsyncEngineException(ErrorIds.ArgumentInvalid, "The name of a quota cannot be empty.");
            }

            known[index] = QuotaRow.Find(session.Database, queue.Id, name);
            if (!keys.Add(Name.KeyOf(name)) || known[index] is { Size: not null })
            {
                throw new AsyncEngineException(
                    ErrorIds.QuotaExists,
                    $"There is a quota '{name}' in the queue '{queue.Name}' already. Change its size instead.")
                {
                    Target = name,
                };
            }
        }

        return known;
    }

    private static bool Resize(WriteSession session, string queueName, string name, int? size)
    {
        var queue = QueueRow.Require(session.Database, queueName);
        if (QuotaRow.Find(session.Database, queue.Id, name) is not { Size: not null } quota)
        {
            throw QuotaRow.NotFound(name, queue.Name);
        }

        session.Lanes.Resize(quota.Id, size);
        return true;
    }

    private static void Insert(WriteSession session, long queue, string name, int size)
    {
        using var insert = session.Database.Use(Sql.QuotaInsert);
        insert.Bind("queue", queue);
        insert.Bind("name", name);
        insert.Bind("name_key", Name.KeyOf(name));
        insert.Bind("size", size);
        insert.Run();
    }
}
