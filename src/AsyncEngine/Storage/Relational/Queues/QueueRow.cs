using AsyncEngine.Storage.Relational.Connections;

namespace AsyncEngine.Storage.Relational.Queues;

/// <summary>A queue as verbs look it up.</summary>
internal sealed record QueueRow(long Id, string Name, bool IsPaused)
{
    /// <summary>Finds a queue, or refuses with <c>QueueNotFound</c>.</summary>
    public static QueueRow Require(Database database, string name) => Find(database, name) ?? throw NotFound(name);

    public static QueueRow? Find(Database database, string name)
    {
        using var find = database.Use(Sql.QueueFind);
        find.Bind("name_key", Relational.Name.KeyOf(name));
        return find.Step() ? Read(find) : null;
    }

    public static AsyncEngineException NotFound(string name, int? index = null) => new(
        ErrorIds.QueueNotFound,
        $"There is no queue '{name}' in this store. Create it first, or name another.")
    {
        Target = name,
        Index = index,
    };

    private static QueueRow Read(Statement row) => new(row.GetLong(0), row.GetText(1), row.GetBool(2));
}
