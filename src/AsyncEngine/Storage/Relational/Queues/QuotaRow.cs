using AsyncEngine.Storage.Relational.Connections;

namespace AsyncEngine.Storage.Relational.Queues;

/// <summary>A quota as verbs look it up. A size of null means that it was removed.</summary>
internal sealed record QuotaRow(long Id, string Name, int? Size)
{
    public static QuotaRow? Find(Database database, long queue, string name)
    {
        using var find = database.Use(Sql.QuotaFind);
        find.Bind("queue", queue);
        find.Bind("name_key", Relational.Name.KeyOf(name));
        return find.Step() ? new QuotaRow(find.GetLong(0), find.GetText(1), find.GetIntOrNull(2)) : null;
    }

    public static AsyncEngineException NotFound(string name, string queue, int? index = null) => new(
        ErrorIds.QuotaNotFound,
        $"There is no quota '{name}' in the queue '{queue}'. Create it first, or name another.")
    {
        Target = name,
        Index = index,
    };
}
