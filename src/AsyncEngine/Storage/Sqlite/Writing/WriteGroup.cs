using AsyncEngine.Storage.Relational.Connections;

namespace AsyncEngine.Storage.Sqlite.Writing;

/// <summary>The verbs of one transaction: executed as they join, and answered when it is committed.</summary>
/// <remarks>
/// A verb checks by reads before it writes: one that is refused leaves nothing behind, and the group goes on. Touched by
/// the writer's thread alone.
/// </remarks>
/// <param name="database">What they write to.</param>
/// <param name="session">The transaction.</param>
/// <param name="maxWeight">At about how many rows nobody else joins.</param>
internal sealed class WriteGroup(Database database, SqliteSession session, int maxWeight)
{
    private readonly List<WriteOperation> _operations = [];
    private readonly Dictionary<WriteOperation, Exception> _refusals = [];
    private int _executed;
    private int _weight;

    public int Count => _operations.Count;

    public bool IsFull => _weight >= maxWeight;

    /// <summary>Whether all that it may give agents to claim shows in the counts of queues and the slots of quotas.</summary>
    public bool IsCounted => _operations.TrueForAll(operation => operation.IsCounted);

    public IReadOnlyList<WriteOperation> Operations => _operations;

    public void Add(WriteOperation operation)
    {
        _operations.Add(operation);
        _weight += operation.Weight;
    }

    /// <summary>Executes those that have joined since.</summary>
    public void Execute()
    {
        for (; _executed < _operations.Count; _executed++)
        {
            Execute(_operations[_executed]);
        }
    }

    /// <summary>The transaction was rolled back: all are to be executed anew.</summary>
    public void Restart()
    {
        _executed = 0;
        _refusals.Clear();
    }

    /// <summary>Tells the callers, after the commit.</summary>
    public void Answer()
    {
        foreach (var operation in _operations)
        {
            if (_refusals.TryGetValue(operation, out var refusal))
            {
                operation.Fail(refusal);
            }
            else
            {
                operation.Complete();
            }
        }
    }

    /// <summary>Tells the callers that nothing was written.</summary>
    public void Fail(Exception exception)
    {
        foreach (var operation in _operations)
        {
            operation.Fail(exception);
        }
    }

    public void Clear()
    {
        Restart();
        _operations.Clear();
        _weight = 0;
    }

    private void Execute(WriteOperation operation)
    {
        var before = database.TotalChanges;
        try
        {
            operation.Execute(session);
            session.EndOperation();
        }
        catch (AsyncEngineException refusal) when (database.TotalChanges == before)
        {
            _refusals.Add(operation, refusal);
        }
    }
}
