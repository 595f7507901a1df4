using AsyncEngine.Jobs;
using AsyncEngine.Storage;
using Xunit;

namespace Unit.Storage.Contract;

/// <summary>What tests of callbacks do often.</summary>
public abstract class CallbackSteps : StoreContract
{
    private protected static NewCallback Callback(string name, params NewCallback[] callbacks) => new()
    {
        Name = name,
        OnSuccess = Call(name + " won"),
        OnFailure = Call(name + " lost"),
        Callbacks = callbacks,
    };

    private protected static RunKey KeyOf(DueCallback due, ClaimedJob root) => new(due.Id, root.Key.Run, root.Key.RootId);

    private protected static string Names(IReadOnlyList<DueCallback> due) => string.Join(' ', due.Select(callback => callback.Name));

    private protected async Task<ClaimedJob> AddAndClaim(TestWorker worker, params NewCallback[] callbacks)
    {
        await Add(Job("root") with { Callbacks = callbacks });
        return (await worker.ClaimOne())!;
    }

    private protected Task<SettleResult> Run(TestWorker worker, ClaimedJob root, DueCallback due) =>
        worker.Settle(TestWorker.Outcome(KeyOf(due, root)));
}
