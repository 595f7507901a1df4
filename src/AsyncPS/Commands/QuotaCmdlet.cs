using AsyncEngine.Storage;
using AsyncPS.Errors;

namespace AsyncPS.Commands;

/// <summary>A cmdlet that finds quotas by queue and name.</summary>
public abstract class QuotaCmdlet : StoreCmdlet
{
    private protected QuotaCmdlet()
    {
    }

    /// <summary>The quotas of those names; a plain name that names none is an error of its own.</summary>
    private protected IReadOnlyList<QuotaInfo> Find(string[]? names, string? queue)
    {
        IReadOnlyList<QuotaInfo> found = [];
        Try(() => found = NameSelection.Select(
            Await(token => Storage.Quotas.ListAsync(queue, token)),
            names,
            quota => quota.Name,
            missing => WriteError(EngineErrors.ToRecord(Refusals.QuotaNotFound(missing, queue)))));
        return found;
    }
}
