using AsyncEngine.Storage.Postgres.Connections;
using AsyncEngine.Storage.Postgres.Writing;
using AsyncEngine.Storage.Relational.Settles;
using AsyncEngine.Storage.Relational.Writing;

namespace AsyncEngine.Storage.Postgres.Runs;

/// <summary>Settles, job by job, what one statement cannot: retries, callbacks, additions, output.</summary>
internal sealed class SlowSettles(PostgresWriter writer, StoreOptions options)
{
    public async Task SettleAsync(Turn turn, List<int> places, SettleResult?[] verdicts)
    {
        if (places.Count == 0 && turn.GiveBacks.Count == 0)
        {
            return;
        }

        var isLonely = places.Any(place => IsLonely(turn.Settlements[place]));
        if (isLonely)
        {
            await writer.RunAsync(session => Settle(session, turn, places, verdicts), 1, CancellationToken.None)
                .ConfigureAwait(false);
        }
        else
        {
            var isDone = await writer.ShareAsync(
                session => TrySettle(session, turn, places, verdicts), CancellationToken.None).ConfigureAwait(false);
            if (!isDone)
            {
                await writer.RunAsync(session => Settle(session, turn, places, verdicts), 1, CancellationToken.None)
                    .ConfigureAwait(false);
            }
        }
    }

    /// <summary>
    /// A callback for another job has to see whether that one ends meanwhile (R064), and a state whether somebody else
    /// writes it: such a settlement is written alone.
    /// </summary>
    private static bool IsLonely(Settlement settlement) =>
        settlement.StateChanges.Count > 0
        || settlement.Returned is not null
        || settlement.AddedParts.Count > 0
        || settlement.AddedJobs.Any(job => job.State is not null || job.Join is not null)
        || settlement.AddedCallbacks.Any(added => added.JobId != settlement.Key.JobId);

    /// <summary>False, and nothing is written, when others wait for one of the jobs: what follows is decided alone.</summary>
    private bool TrySettle(WriteSession session, Turn turn, List<int> places, SettleResult?[] verdicts)
    {
        var keys = places.Select(place => turn.Settlements[place].Key).ToList();
        if (keys.Any(key => session.Places.FindRunning(key.RootId)?.Job.IsAwaited == true)
            || keys.Any(key => key.JobId != key.RootId && JobPlan.Read(session.Database, key.JobId)?.IsAwaited == true))
        {
            return false;
        }

        Settle(session, turn, places, verdicts);
        return true;
    }

    private int Settle(WriteSession session, Turn turn, List<int> places, SettleResult?[] verdicts)
    {
        Lock(session, turn, places);
        var settler = new JobSettler(session, options);
        foreach (var place in places)
        {
            verdicts[place] = settler.Settle(turn.Settlements[place], turn.DispatcherId);
        }

        foreach (var unused in turn.GiveBacks)
        {
            settler.GiveBack(unused, turn.DispatcherId);
        }

        return places.Count;
    }

    private static void Lock(WriteSession session, Turn turn, List<int> places)
    {
        var roots = places.Select(place => turn.Settlements[place].Key.RootId)
            .Concat(turn.GiveBacks.Select(unused => unused.RootId))
            .Distinct()
            .ToArray();
        using var fences = (PostgresStatement)session.Database.Use(PostgresSql.RunningLock);
        fences.Bind("ids", NpgsqlTypes.NpgsqlDbType.Bigint, roots);
        fences.Run();
    }
}
