using System.Runtime.InteropServices;
using AsyncEngine.Storage.Relational.Connections;

namespace AsyncEngine.Storage.Relational.Writing;

/// <summary>Collects what a transaction does to the queues' counts and writes it once, at its end.</summary>
internal sealed class TallyBook(Database database)
{
    private readonly Dictionary<long, Counts> _changes = [];

    /// <summary>Whether jobs were put in line, though somebody may have taken them since.</summary>
    public bool HasPut { get; private set; }

    /// <summary>Whether jobs were put among those that wait for their time, or go on with callbacks.</summary>
    public bool HasPutLater { get; private set; }

    /// <summary>Whether this transaction leaves more jobs in line than there were, in some queue.</summary>
    public bool HasMoreReady
    {
        get
        {
            foreach (var counts in _changes.Values)
            {
                if (counts.Ready > 0)
                {
                    return true;
                }
            }

            return false;
        }
    }

    public bool HasMoreReadyIn(long queue) => _changes.TryGetValue(queue, out var counts) && counts.Ready > 0;

    /// <summary>What was put in line is taken: nobody else need look for it.</summary>
    public void AllIsTaken() => HasPut = false;

    public void Ready(long queue, int change)
    {
        HasPut |= change > 0;
        Of(queue).Ready += change;
    }

    public void Held(long queue, int change)
    {
        HasPutLater |= change > 0;
        Of(queue).Held += change;
    }

    public void Resuming(long queue, int change)
    {
        HasPutLater |= change > 0;
        Of(queue).Resuming += change;
    }

    public void Waiting(long queue, int change) => Of(queue).Waiting += change;

    /// <summary>A job is completed, or a completed one is gone.</summary>
    public void Completed(long queue, JobOutcome outcome, int change)
    {
        ref var counts = ref Of(queue);
        counts.Completed += change;
        counts.Failed += outcome == JobOutcome.Failed ? change : 0;
    }

    /// <summary>How many jobs are ready, what this transaction has done included.</summary>
    public long ReadReady(long queue)
    {
        using var read = database.Use(Sql.TallyRead);
        read.Bind("queue", queue);
        return (read.Step() ? read.GetLong(0) : 0) + Of(queue).Ready;
    }

    public void Flush() => Flush(Sql.TallyAdd);

    /// <summary>Writes with a statement that takes the same parameters, or some of them.</summary>
    public void Flush(SqlText text)
    {
        foreach (var (queue, counts) in _changes)
        {
            if (counts != default)
            {
                Write(text, queue, counts);
            }
        }

        Forget();
    }

    public void Forget()
    {
        _changes.Clear();
        HasPut = false;
        HasPutLater = false;
    }

    private ref Counts Of(long queue) => ref CollectionsMarshal.GetValueRefOrAddDefault(_changes, queue, out _);

    private void Write(SqlText text, long queue, Counts counts)
    {
        using var add = database.Use(text);
        add.Bind("ready", counts.Ready);
        add.Bind("held", counts.Held);
        add.Bind("resuming", counts.Resuming);
        add.Bind("waiting", counts.Waiting);
        add.Bind("completed", counts.Completed);
        add.Bind("failed", counts.Failed);
        add.Bind("queue", queue);
        add.Run();
    }

    private record struct Counts(int Ready, int Held, int Resuming, int Waiting, int Completed, int Failed);
}
