namespace AsyncPS.Scripting.Isolation;

/// <summary>A worker's session as it was after its initialization, and the way back to it.</summary>
internal sealed class SessionBaseline
{
    private readonly FunctionBaseline _functions;
    private readonly AliasBaseline _aliases;
    private readonly VariableBaseline _variables;
    private readonly LocationBaseline _location;
    private readonly HashSet<int> _subscribers;

    private SessionBaseline(PSCmdlet command, IEnumerable<string> ownNames)
    {
        _functions = new FunctionBaseline(command);
        _aliases = new AliasBaseline(command);
        _variables = new VariableBaseline(command, ownNames);
        _location = new LocationBaseline(command);
        _subscribers = command.Events.Subscribers.Select(subscriber => subscriber.SubscriptionId).ToHashSet();
        Shared = _variables.Shared.ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Names of global variables that no script may touch unseen.</summary>
    public IReadOnlySet<string> Shared { get; }

    /// <summary>Takes the baseline.</summary>
    /// <param name="command">A cmdlet that runs in the session's global scope.</param>
    /// <param name="ownNames">Variables of the worker itself, which are not compared.</param>
    public static SessionBaseline Take(PSCmdlet command, IEnumerable<string> ownNames) => new(command, ownNames);

    /// <summary>Puts back what differs. False if that is not possible: the runspace has to be given up.</summary>
    public bool TryRestore(PSCmdlet command)
    {
        try
        {
            RestoreEvents(command.Events);
            return _variables.Restore(command)
                && _functions.Restore(command)
                && _aliases.Restore(command)
                && _location.Restore(command);
        }
        catch (Exception exception) when (exception is RuntimeException or InvalidOperationException or ArgumentException)
        {
            return false;
        }
    }

    private void RestoreEvents(PSEventManager events)
    {
        foreach (var subscriber in events.Subscribers.Where(s => !_subscribers.Contains(s.SubscriptionId)).ToArray())
        {
            events.UnsubscribeEvent(subscriber);
        }

        while (events.ReceivedEvents.Count > 0)
        {
            events.ReceivedEvents.RemoveAt(0);
        }
    }
}
