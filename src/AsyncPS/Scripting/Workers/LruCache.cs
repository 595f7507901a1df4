namespace AsyncPS.Scripting.Workers;

/// <summary>Keeps the values that were used last. Not thread-safe.</summary>
/// <param name="capacity">How many are kept.</param>
internal sealed class LruCache<TKey, TValue>(int capacity)
    where TKey : notnull
{
    private readonly Dictionary<TKey, LinkedListNode<(TKey Key, TValue Value)>> _nodes = [];
    private readonly LinkedList<(TKey Key, TValue Value)> _order = [];

    public int Count => _nodes.Count;

    public bool TryGet(TKey key, out TValue value)
    {
        if (!_nodes.TryGetValue(key, out var node))
        {
            value = default!;
            return false;
        }

        value = node.Value.Value;
        _order.Remove(node);
        _order.AddFirst(node);
        return true;
    }

    public void Add(TKey key, TValue value)
    {
        _nodes[key] = _order.AddFirst((key, value));
        if (_order.Count > capacity)
        {
            _nodes.Remove(_order.Last!.Value.Key);
            _order.RemoveLast();
        }
    }
}
