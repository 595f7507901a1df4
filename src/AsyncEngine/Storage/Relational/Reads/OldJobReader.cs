using AsyncEngine.Storage.Relational.Connections;

namespace AsyncEngine.Storage.Relational.Reads;

/// <summary>Reads what was completed long ago.</summary>
internal static class OldJobReader
{
    public static IReadOnlyList<OldJob> Read(Database database, DateTimeOffset before, OldJob? after, int count)
    {
        var jobs = new List<OldJob>();
        using var read = database.Use(Sql.OutcomeOld);
        read.Bind("before", Moment.Of(before));
        read.Bind("after", after is { } last ? Moment.Of(last.CompletedAt) : long.MinValue);
        read.Bind("after_id", after?.Id ?? long.MinValue);
        read.AtMost(count);
        while (jobs.Count < count && read.Step())
        {
            jobs.Add(new OldJob(read.GetLong(0), Moment.ToMoment(read.GetLong(1))));
        }

        return jobs;
    }
}
