using AsyncEngine.Calls;
using AsyncEngine.Diagnostics;
using AsyncEngine.Storage;

namespace AsyncEngine.Dispatching;

/// <summary>
/// Finds the jobs that an agent with a filter or a preference takes (R183, R184): goes along the line a page at a time,
/// no further than a bound, and goes on from there the next time. Used by the agent's loop alone, but for
/// <see cref="Rules"/> and <see cref="RefusesAll"/>.
/// </summary>
internal sealed class JobScout(DispatcherCore core, string agent, long agentId, AgentRules rules)
{
    /// <summary>How many jobs one look goes along.</summary>
    public const int Bound = 1_000;

    private const int PageSize = 100;

    private readonly IJobJudge _judge = core.Options.Judge ?? NoJudge.Instance;
    private readonly HashSet<long> _refused = [];
    private volatile AgentRules _rules = rules;
    private AgentRules _judgedBy = rules;
    private DateTimeOffset _refusedSince;
    private CandidatePlace? _from;
    private long _roundSince;
    private int _foundInRound;
    private string? _fault;
    private volatile bool _refusesAll;

    public AgentRules Rules
    {
        get => _rules;
        set => _rules = value;
    }

    /// <summary>Whether the last way along the whole line, in one look or in several, found no job to take.</summary>
    public bool RefusesAll => _refusesAll && !_rules.AreNone;

    /// <summary>Why the last look could not judge all jobs; null when it could.</summary>
    public string? Fault => _fault;

    /// <summary>Looks for jobs to claim, for no more than one transaction.</summary>
    /// <param name="limit">How many at most.</param>
    public async Task<Findings> LookAsync(int limit)
    {
        var want = Math.Min(limit, PageSize);
        var rules = Forget();
        var isFirstOfRound = _from is null;
        if (isFirstOfRound)
        {
            _roundSince = core.Store.Storage.Signal.Version;
            _foundInRound = 0;
        }

        var (found, place, fault) = await GoAlongAsync(rules, want).ConfigureAwait(false);
        Report(fault);
        _foundInRound += found.Count;
        _refusesAll = place is null && _foundInRound == 0;

        // Who found enough begins at the first again: there may be better ones by then.
        _from = found.Count >= want ? null : place;
        var mayHaveMissed = !isFirstOfRound && core.Store.Storage.Signal.Version != _roundSince;
        return new Findings(
            found.Count > want ? found[..want] : found, place is not null || found.Count > want || mayHaveMissed);
    }

    /// <summary>Not all that was found could be claimed: the next look finds it again.</summary>
    public void BeginAgain() => _from = null;

    private async Task<(List<long> Found, CandidatePlace? Place, string? Fault)> GoAlongAsync(AgentRules rules, int want)
    {
        var found = new List<long>();
        string? fault = null;
        var place = _from;

        // A preference chooses among all that a look goes along.
        var pageSize = rules.Preference is null ? PageSize : Bound;
        for (var seen = 0; seen < Bound && found.Count < want; seen += pageSize)
        {
            var page = await core.Link.AskAsync(() => core.Store.Storage.Runs
                .ReadCandidatesAsync(agentId, place, pageSize, default)).ConfigureAwait(false);
            var judgement = await JudgeAsync(rules, page.Jobs).ConfigureAwait(false);
            found.AddRange(judgement.Accepted);
            fault ??= judgement.Fault;
            place = page.Next;
            if (place is null)
            {
                break;
            }
        }

        return (found, place, fault);
    }

    private async Task<Judgement> JudgeAsync(AgentRules rules, IReadOnlyList<long> ids)
    {
        long[] open = [.. ids.Where(id => !_refused.Contains(id))];
        if (open.Length == 0)
        {
            return new Judgement([]);
        }

        var read = await core.Link.AskAsync(() => core.Store.Storage.Jobs.GetAsync(open, default))
            .ConfigureAwait(false);
        var jobs = read.OfType<JobRecord>().ToList();
        var judgement = await _judge.JudgeAsync(rules, jobs).ConfigureAwait(false);
        _refused.UnionWith(open.Except(judgement.Accepted));
        return judgement;
    }

    // What a filter says may change with the job, the hour or the machine: nothing is believed longer than a poll.
    private AgentRules Forget()
    {
        var current = _rules;
        var isOld = core.Now - _refusedSince >= core.Options.PollInterval;
        if (current != _judgedBy || _refused.Count > 10 * Bound || isOld)
        {
            _refused.Clear();
            _refusedSince = core.Now;
            _from = current == _judgedBy ? _from : null;
            _judgedBy = current;
        }

        return current;
    }

    private void Report(string? fault)
    {
        if (fault is not null && fault != _fault)
        {
            Log.JudgeFailed(core.Log, agent, fault);
        }

        _fault = fault;
    }

    /// <param name="Jobs">What to claim.</param>
    /// <param name="More">Whether another look may find more, although nothing changes.</param>
    internal sealed record Findings(IReadOnlyList<long> Jobs, bool More);
}
