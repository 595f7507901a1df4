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
        var patterns = names is null ? null : Array.ConvertAll(names, PatternOf);
        return new StateStream(filter => Await(token => Storage.States.ListAsync(filter, token))).Find(patterns, withValues);
    }

    // A state that is there as it is written is meant, whatever its name has in it.
    private string PatternOf(string name)
    {
        if (Exists(name))
        {
            return WildcardPattern.Escape(name);
        }

        if (!WildcardPattern.ContainsWildcardCharacters(name) && !Exists(WildcardPattern.Unescape(name)))
        {
            WriteError(EngineErrors.ToRecord(Refusals.StateNotFound(name)));
        }

        return name;
    }

    private bool Exists(string name) => Await(token => Storage.States.ReadAsync(name, token)) is not null;

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
