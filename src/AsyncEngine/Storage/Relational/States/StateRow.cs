using AsyncEngine.Storage.Relational.Connections;

namespace AsyncEngine.Storage.Relational.States;

/// <summary>A state as verbs look it up. One that does not exist any more goes on counting its versions.</summary>
internal readonly record struct StateRow(long Version, bool Exists)
{
    /// <summary>A state of that name; null when there never was one.</summary>
    public static StateRow? Find(Database database, string name)
    {
        using var find = database.Use(Sql.StateFind);
        find.Bind("name_key", Name.KeyOf(name));
        return find.Step() ? new StateRow(find.GetLong(0), find.GetBool(1)) : null;
    }
}
