using AsyncEngine.Storage;

namespace Unit.Model;

/// <summary>A run that a worker was given, and the callbacks that it has still to run, the next on top.</summary>
internal sealed class Handed(ModelDispatcher dispatcher, RunKey key, StateChange? change = null)
{
    public ModelDispatcher Dispatcher => dispatcher;

    public RunKey Key => key;

    /// <summary>What it may write to its state.</summary>
    public StateChange? Change => change;

    public Stack<long> Due { get; } = new();

    /// <summary>The key of what was settled last.</summary>
    public RunKey? Last { get; set; }

    /// <summary>Nothing of this run was settled yet, so it may be given back.</summary>
    public bool IsFresh { get; set; } = true;

    /// <summary>The key of what is settled next.</summary>
    public RunKey Next => Due.TryPeek(out var callback) ? key with { JobId = callback } : key;

    public void Give(IEnumerable<DueCallback> callbacks)
    {
        foreach (var callback in callbacks.Reverse())
        {
            Due.Push(callback.Id);
        }
    }
}
