using System.Collections.Concurrent;

namespace AsyncEngine.Storage.Postgres.Runs;

/// <summary>The agents whose queues lately had jobs with quotas to claim, which are claimed in another way.</summary>
internal sealed class QueueMemory
{
    private readonly ConcurrentDictionary<(long Dispatcher, long Agent), bool> _hasQuotas = new();

    public bool HasQuotas((long Dispatcher, long Agent) agent) => _hasQuotas.GetValueOrDefault(agent);

    public void Learn((long Dispatcher, long Agent) agent, AgentState state, bool hasQuotas)
    {
        if (state.Queue is null)
        {
            _hasQuotas.TryRemove(agent, out _);
        }
        else
        {
            _hasQuotas[agent] = hasQuotas;
        }
    }
}
