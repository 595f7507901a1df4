namespace AsyncPS.Scripting.Isolation;

/// <summary>What a table held, such as <c>$PSDefaultParameterValues</c> or one of an initialization script.</summary>
internal sealed class ContentsBaseline
{
    // Comparing must stay cheap; a bigger table is somebody's data.
    private const int MaxEntries = 1000;

    private readonly IDictionary _table;
    private readonly DictionaryEntry[] _entries;

    private ContentsBaseline(IDictionary table)
    {
        _table = table;
        _entries = Entries(table);
    }

    /// <summary>Remembers what a value holds, if it is a table that can be put back.</summary>
    public static ContentsBaseline? Of(object? value) =>
        value is IDictionary { IsReadOnly: false, IsFixedSize: false, Count: <= MaxEntries } table
            ? new ContentsBaseline(table)
            : null;

    /// <summary>Puts the entries back if one differs.</summary>
    public void Restore()
    {
        if (IsUnchanged())
        {
            return;
        }

        _table.Clear();
        foreach (var entry in _entries)
        {
            _table.Add(entry.Key, entry.Value);
        }
    }

    private bool IsUnchanged()
    {
        if (_table.Count != _entries.Length)
        {
            return false;
        }

        foreach (var entry in _entries)
        {
            if (!_table.Contains(entry.Key) || !Equals(_table[entry.Key], entry.Value))
            {
                return false;
            }
        }

        return true;
    }

    private static DictionaryEntry[] Entries(IDictionary table)
    {
        var entries = new DictionaryEntry[table.Count];
        table.CopyTo(entries, 0);
        return entries;
    }
}
