using AsyncEngine.Storage;

namespace Unit.Model;

/// <summary>A run that a worker was given, and the callbacks that it has still to run, the next on top.</summary>
internal sealed class Handed(ModelDispatcher dispatcher, RunKey key)
{
    public ModelDispatcher Dispatcher => dispatcher;

    public RunKey Key => key;

    public Stack<long> Due { get; } = new();

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
