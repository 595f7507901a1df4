namespace AsyncPS.Scripting.Isolation;

/// <summary>The aliases that a worker began with.</summary>
internal sealed class AliasBaseline
{
    private readonly Dictionary<string, Entry> _aliases = new(StringComparer.OrdinalIgnoreCase);

    public AliasBaseline(PSCmdlet command)
    {
        foreach (var alias in SessionTables.Aliases(command))
        {
            Adopt(alias);
        }
    }

    /// <summary>Puts back what differs. False if something differed that cannot be put back.</summary>
    public bool Restore(PSCmdlet command)
    {
        var seen = 0;
        foreach (var alias in SessionTables.Aliases(command))
        {
            if (_aliases.TryGetValue(alias.Name, out var entry))
            {
                seen++;
                PutBack(command, alias, entry);
            }
            else if (alias.Module is not null)
            {
                Adopt(alias); // Modules stay loaded.
                seen++;
            }
            else
            {
                SessionTables.Remove(command, "alias", alias.Name);
            }
        }

        return seen == _aliases.Count || PutBackMissing(command);
    }

    private static void PutBack(PSCmdlet command, AliasInfo alias, Entry entry)
    {
        if (alias.Definition != entry.Definition)
        {
            SessionTables.Set(command, "alias", alias.Name, entry.Definition);
        }

        if (alias.Options != entry.Options)
        {
            alias.Options = entry.Options;
        }
    }

    private bool PutBackMissing(PSCmdlet command)
    {
        var present = SessionTables.Aliases(command).Select(alias => alias.Name)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, entry) in _aliases.Where(pair => !present.Contains(pair.Key)).ToArray())
        {
            if (entry.IsOfModule)
            {
                return false; // Its module was removed, and more than aliases with it.
            }

            SessionTables.Set(command, "alias", name, entry.Definition);
        }

        return true;
    }

    private void Adopt(AliasInfo alias) =>
        _aliases[alias.Name] = new Entry(alias.Definition, alias.Options, alias.Module is not null);

    private readonly record struct Entry(string Definition, ScopedItemOptions Options, bool IsOfModule);
}
