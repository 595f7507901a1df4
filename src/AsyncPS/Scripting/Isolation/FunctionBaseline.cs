namespace AsyncPS.Scripting.Isolation;

/// <summary>The functions that a worker began with.</summary>
internal sealed class FunctionBaseline
{
    private readonly Dictionary<string, Entry> _functions = new(StringComparer.OrdinalIgnoreCase);

    public FunctionBaseline(PSCmdlet command)
    {
        foreach (var function in SessionTables.Functions(command))
        {
            Adopt(function);
        }
    }

    /// <summary>Puts back what differs. False if something differed that cannot be put back.</summary>
    public bool Restore(PSCmdlet command)
    {
        var seen = 0;
        foreach (var function in SessionTables.Functions(command))
        {
            if (_functions.TryGetValue(function.Name, out var entry))
            {
                seen++;
                PutBack(command, function, entry);
            }
            else if (function.Module is not null)
            {
                Adopt(function); // Modules stay loaded.
                seen++;
            }
            else
            {
                SessionTables.Remove(command, "function", function.Name);
            }
        }

        return seen == _functions.Count || PutBackMissing(command);
    }

    private static void PutBack(PSCmdlet command, FunctionInfo function, Entry entry)
    {
        if (!ReferenceEquals(function.ScriptBlock, entry.Body))
        {
            SessionTables.Set(command, "function", function.Name, entry.Body);
        }

        if (function.Options != entry.Options)
        {
            function.Options = entry.Options;
        }
    }

    private bool PutBackMissing(PSCmdlet command)
    {
        var present = SessionTables.Functions(command).Select(function => function.Name)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, entry) in _functions.Where(pair => !present.Contains(pair.Key)).ToArray())
        {
            if (entry.IsOfModule)
            {
                return false; // Its module was removed, and more than functions with it.
            }

            SessionTables.Set(command, "function", name, entry.Body);
        }

        return true;
    }

    private void Adopt(FunctionInfo function) =>
        _functions[function.Name] = new Entry(function.ScriptBlock, function.Options, function.Module is not null);

    private readonly record struct Entry(ScriptBlock Body, ScopedItemOptions Options, bool IsOfModule);
}
