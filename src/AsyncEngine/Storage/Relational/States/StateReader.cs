using AsyncEngine.Storage.Relational.Connections;
using AsyncEngine.Storage.Relational.Lanes;
using AsyncEngine.Storage.Relational.Queues;
using Newtonsoft.Json;

namespace AsyncEngine.Storage.Relational.States;

/// <summary>Reads states.</summary>
internal static class StateReader
{
    public static StateRecord? Read(Database database, string name)
    {
        using var read = database.Use(Sql.StateRead);
        read.Bind("name_key", Name.KeyOf(name));
        return read.Step() ? WithUser(database, read) : null;
    }

    /// <summary>Reads a state for the job that has just got it.</summary>
    public static StateRecord? ReadForJob(Database database, string name)
    {
        using var read = database.Use(Sql.StateRead);
        read.Bind("name_key", Name.KeyOf(name));
        return read.Step() ? Map(read) : null;
    }

    public static IReadOnlyList<StateRecord> List(Database database, StateFilter filter)
    {
        var states = new List<StateRecord>();
        using var list = database.Use(Sql.StateList);
        list.AtMost(filter.Count);
        list.Bind("after", filter.AfterName is { } name ? Name.KeyOf(name) : string.Empty);
        list.Bind("names", Patterns(database, filter.NameLike));
        list.Bind("values", filter.WithValues);
        while (states.Count < filter.Count && list.Step())
        {
            states.Add(WithUser(database, list));
        }

        return states;
    }

    private static string? Patterns(Database database, IReadOnlyList<string>? names) =>
        names is null ? null : JsonConvert.SerializeObject(names.Select(database.Pattern).ToArray());

    private static StateRecord Map(Statement row) => new()
    {
        Name = row.GetText(0),
        Version = row.GetLong(1),
        ChangedAt = Moment.ToMoment(row.GetLong(2)),
        ChangedBy = row.GetLongOrNull(3),
        Value = row.GetPayload(4),
    };

    private static StateRecord WithUser(Database database, Statement row)
    {
        var state = Map(row);
        return row.GetLongOrNull(5) is { } quota
            && QuotaReader.ReadJobs(database, Quota.NoQueue, quota) is [var user, ..]
                ? state with { UsedBy = user }
                : state;
    }
}
