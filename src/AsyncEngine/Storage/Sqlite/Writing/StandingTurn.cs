using AsyncEngine.Storage.Relational.Writing;

namespace AsyncEngine.Storage.Sqlite.Writing;

/// <inheritdoc cref="IStandingTurn"/>
/// <param name="turns">Those that stand with the same writer.</param>
/// <param name="claim">Claims in the transaction that goes on; null when there is nothing for it.</param>
internal sealed class StandingTurn(StandingTurns turns, Func<WriteSession, TurnResult?> claim) : IStandingTurn
{
    private readonly TaskCompletionSource<TurnResult> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<TurnResult> Result => _result.Task;

    public bool IsWaiting => turns.IsWaiting(this);

    public bool TryWithdraw() => turns.TryWithdraw(this);

    public TurnResult? Claim(WriteSession session) => claim(session);

    public void Complete(TurnResult result) => _result.SetResult(result);
}
