namespace AsyncPS.Scripting.Processes;

/// <summary>
/// Reads the processes of this machine as often as is wanted, but never for more than a fiftieth of the time: on a
/// machine with thousands of them it looks less often. For one thread at a time.
/// </summary>
internal sealed class ProcessTableReader(TimeProvider time)
{
    private const int Share = 50;

    private long _notBefore = long.MinValue;

    /// <summary>What they are now; null: it is too soon, or this system does not tell.</summary>
    public ProcessTable? Read()
    {
        var begin = time.GetTimestamp();
        if (!ProcessTable.IsKnown || begin < _notBefore)
        {
            return null;
        }

        var table = ProcessTable.Read();
        var end = time.GetTimestamp();
        _notBefore = end + ((end - begin) * Share);
        return table;
    }
}
