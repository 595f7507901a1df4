namespace AsyncEngine.Storage;

/// <summary>What an agent says to the store while it runs jobs: claims, starts, outcomes.</summary>
internal interface IRunStore
{
    /// <summary>
    /// One turn of an agent in one transaction: outcomes of finished calls are settled, starts of running ones are
    /// marked, unused claims are given back, and then new jobs are claimed in offer order (R010) as far as their
    /// quotas have room (R135). Before a claim, due held jobs are promoted and overdue ones expire (at most 500 and
    /// 100 a turn).
    /// </summary>
    /// <remarks>
    /// A settlement stands or falls alone: a refused one writes nothing and the others go through. A claim by an agent
    /// whose dispatcher is not active gives nothing (R185). Jobs that wait for another one's outcome, and joins, are in
    /// no dispatcher's hands: they are never claimed, given back or rescued.
    /// </remarks>
    Task<TurnResult> TurnAsync(Turn turn, CancellationToken cancellationToken);

    /// <summary>
    /// Lets a turn that only claims wait for the next write of this store object which puts a job in line for it. Null:
    /// the store has no such thing, or not for this turn.
    /// </summary>
    /// <param name="turn">What to claim, for an agent that has found nothing.</param>
    /// <param name="isWanted">Asked on the thread that writes, right before it claims.</param>
    IStandingTurn? Stand(Turn turn, Func<bool> isWanted);

    /// <summary>
    /// Jobs that an agent could claim now, in offer order, for one that chooses among them: ready, not expired, each of
    /// their quotas with room for one at least. Only looks; the claim itself is a turn with <see cref="Turn.Chosen"/>.
    /// Unknown agent: an empty page.
    /// </summary>
    /// <param name="agentId">The agent.</param>
    /// <param name="after">Where the page begins; null = at the first of the line.</param>
    /// <param name="count">How many at most.</param>
    Task<CandidatePage> ReadCandidatesAsync(
        long agentId, CandidatePlace? after, int count, CancellationToken cancellationToken);
}
