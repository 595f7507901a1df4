using AsyncEngine.Storage;
using AsyncPS.Errors;

namespace AsyncPS.Commands;

/// <summary>A cmdlet that finds states by name.</summary>
public abstract class StateCmdlet : StoreCmdlet
{
    private protected StateCmdlet()
    {
    }

    /// <summary>The states of those names, in order; a plain name that names none is an error of its own.</summary>
    private protected IEnumerable<StateRecord> Find(string[]? names, bool withValues)
    {
        foreach (var name in names ?? [])
        {
            if (!WildcardPattern.ContainsWildcardCharacters(name)
                && Await(token => Storage.States.ReadAsync(WildcardPattern.Unescape(name), token)) is null)
            {
                WriteError(EngineErrors.ToRecord(Refusals.StateNotFound(name)));
            }
        }

        return new StateStream(filter => Await(token => Storage.States.ListAsync(filter, token))).Find(names, withValues);
    }

    /// <summary>
    /// Changes a state: at once, or inside a running job of the same store with that job's success.
    /// </summary>
    private protected void Change(StateChange change)
    {
        if (AsyncEngine.Calls.JobContext.CurrentIn(Storage) is { } running)
        {
            running.AddStateChange(change);
        }
        else
        {
            Await(token => Storage.States.ChangeAsync([change], token));
        }
    }
}
