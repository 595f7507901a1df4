using AsyncEngine.Storage.Relational.Connections;
using AsyncEngine.Storage.Relational.Lanes;

namespace AsyncEngine.Storage.Relational.Queues;

/// <summary>Reads quotas and who holds their slots.</summary>
internal static class QuotaReader
{
    public static IReadOnlyList<QuotaInfo> List(Database database, string? queueName)
    {
        var queue = queueName is null ? null : QueueRow.Require(database, queueName);
        var quotas = new List<QuotaInfo>();
        using var list = database.Use(Sql.QuotaList);
        list.Bind("queue", queue?.Id);
        while (list.Step())
        {
            quotas.Add(new QuotaInfo
            {
                Name = list.GetText(1),
                Queue = list.GetText(2),
                Size = list.GetInt(3),
                Used = list.GetInt(4),
                Jobs = list.GetInt(4) == 0 ? [] : ReadJobs(database, list.GetLong(5), list.GetLong(0)),
            });
        }

        return quotas;
    }

    /// <summary>Ids of the jobs that hold slots, lowest first, at most 100.</summary>
    public static IReadOnlyList<long> ReadJobs(Database database, long queue, long quota)
    {
        var jobs = new List<long>();
        using var read = database.Use(Sql.QuotaJobs);
        read.Bind("quota", quota);
        read.Bind("queue", queue);
        read.Bind("put_back", OfferPlace.PutBackBand);
        while (read.Step())
        {
            jobs.Add(read.GetLong(0));
        }

        return jobs;
    }
}
