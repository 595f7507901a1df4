using AsyncEngine.Storage.Relational.Connections;

namespace AsyncEngine.Storage.Relational.Waits;

/// <summary>A row of <c>joint</c>: how a join goes and how far it is.</summary>
/// <param name="IsSerial">One part after the other.</param>
/// <param name="Then">What follows it.</param>
/// <param name="Position">Null: not begun. Else the part whose turn it is, or how many have not ended.</param>
internal sealed record Joint(bool IsSerial, long? Then, int? Position)
{
    public static Joint? Find(Database database, long id)
    {
        using var find = database.Use(Sql.JointFind);
        find.Bind("id", id);
        return find.Step() ? new Joint(find.GetBool(0), find.GetLongOrNull(1), find.GetIntOrNull(2)) : null;
    }
}
