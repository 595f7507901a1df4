using System.Diagnostics;
using AsyncEngine.Storage;
using AsyncPS.Session;

namespace AsyncPS.Services.Health;

/// <summary>Asks a store how its jobs are.</summary>
/// <param name="limits">What counts as well.</param>
/// <param name="clock">The time.</param>
internal sealed class HealthProbe(HealthLimits limits, TimeProvider clock)
{
    /// <summary>Never throws for a store that is not well: that is an answer.</summary>
    /// <param name="store">What was named for it.</param>
    /// <param name="open">Opens the store; null when there is none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ServiceHealth> AskAsync(string store, Func<StoreUse?> open, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(limits.Timeout, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            // Opening may block for as long as it likes; then it ends by itself, and nobody listens any more.
            return await Task.Run(() => LookAsync(store, open, either.Token), CancellationToken.None)
                .WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (AsyncEngineException error)
        {
            return Unreachable(store, $"{error.ErrorId}: {error.Message}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Unreachable(store, $"the store did not answer within {DisplayText.Duration(limits.Timeout)}");
        }
    }

    private async Task<ServiceHealth> LookAsync(string name, Func<StoreUse?> open, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        using var use = open();
        if (use is null)
        {
            return Unreachable(name, $"there is no store '{name}'");
        }

        var queues = await use.Storage.Queues.ListAsync(cancellationToken).ConfigureAwait(false);
        var dispatchers = await use.Storage.Dispatchers.ListAsync(cancellationToken).ConfigureAwait(false);
        return Describe(name, queues, dispatchers) with { ResponseTime = Stopwatch.GetElapsedTime(began) };
    }

    private ServiceHealth Describe(
        string store, IReadOnlyList<QueueInfo> queues, IReadOnlyList<DispatcherInfo> dispatchers)
    {
        var now = clock.GetUtcNow();
        var found = HealthRules.Judge(limits, queues, dispatchers, now);
        var serving = HealthRules.Serving(dispatchers, limits.Queues).ToList();
        var own = queues.Where(queue => limits.Queues.Contains(queue.Name, StringComparer.OrdinalIgnoreCase)).ToList();
        return new ServiceHealth
        {
            Store = store,
            Reason = new ViewList<string>([.. found.Select(each => each.Reason)]),
            ExitCode = found.Count == 0 ? HealthRules.Well : found[0].Code,
            Dispatchers = serving.Count,
            Silence = now - serving.Max(each => each.LastPingAt),
            OldestWait = now - own.Min(queue => queue.OldestPendingAt),
            Pending = own.Sum(queue => queue.Pending),
            Active = own.Sum(queue => queue.Active),
        };
    }

    private static ServiceHealth Unreachable(string store, string reason) => new()
    {
        Store = store,
        Reason = new ViewList<string>([reason]),
        ExitCode = HealthRules.Critical,
    };
}
