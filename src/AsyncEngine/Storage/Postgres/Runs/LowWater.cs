using System.Collections.Concurrent;
using AsyncEngine.Storage.Relational.Lanes;

namespace AsyncEngine.Storage.Postgres.Runs;

/// <summary>
/// From where on an agent looks for its next jobs while it takes many at a time. The rows of claimed jobs are gone, but
/// the index leads through what is left of them until they are cleaned away: a claim that begins at the first place pays
/// for every job that was claimed since. What is put in line before that place meanwhile is seen a moment later.
/// </summary>
internal sealed class LowWater
{
    /// <summary>Smaller claims do not leave enough behind to be worth it.</summary>
    private const int Fewest = 16;

    private static readonly TimeSpan Life = TimeSpan.FromMilliseconds(50);

    private readonly ConcurrentDictionary<(long Dispatcher, long Agent), (OfferPlace Place, long Since)> _places = new();

    /// <summary>The place after the last claimed job; null when it is time to look from the first one on.</summary>
    public OfferPlace? After((long Dispatcher, long Agent) agent) =>
        _places.TryGetValue(agent, out var known) && TimeProvider.System.GetElapsedTime(known.Since) < Life
            ? known.Place
            : null;

    /// <summary>Notes what a claim took.</summary>
    public void Learn((long Dispatcher, long Agent) agent, IReadOnlyList<ClaimedRow> claimed, int asked, bool isFirst)
    {
        if (claimed.Count < asked || asked < Fewest)
        {
            _places.TryRemove(agent, out _);
            return;
        }

        var since = !isFirst && _places.TryGetValue(agent, out var known)
            ? known.Since
            : TimeProvider.System.GetTimestamp();
        _places[agent] = (claimed[^1].Place, since);
    }
}
