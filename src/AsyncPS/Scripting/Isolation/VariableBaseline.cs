using System.Collections.Frozen;

namespace AsyncPS.Scripting.Isolation;

/// <summary>The global variables that a worker began with, and one level of what they hold.</summary>
internal sealed class VariableBaseline
{
    // The engine sets these as it goes along, or they are put back in a way of their own.
    private static readonly FrozenSet<string> Volatile = new[]
    {
        "?", "^", "$", "_", "args", "input", "this", "MyInvocation", "PSBoundParameters", "PSScriptRoot",
        "PSCommandPath", "PWD", "Error", "LASTEXITCODE", "StackTrace", "Matches", "foreach", "switch", "PSItem",
        "NestedPromptLevel", "PSCulture", "PSUICulture", "null", "true", "false", "ExecutionContext", "Host",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private readonly Dictionary<string, Entry> _variables = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _skipped;

    /// <param name="command">A cmdlet that runs in the session's global scope.</param>
    /// <param name="ownNames">Variables of the worker itself.</param>
    public VariableBaseline(PSCmdlet command, IEnumerable<string> ownNames)
    {
        _skipped = new HashSet<string>(Volatile, StringComparer.OrdinalIgnoreCase);
        _skipped.UnionWith(ownNames);
        foreach (var variable in SessionTables.Variables(command))
        {
            Adopt(variable);
        }
    }

    /// <summary>The names of variables through which a script could change what others share.</summary>
    public IEnumerable<string> Shared => _variables.Keys.Where(name => !KnownNames.HarmlessVariables.Contains(name));

    /// <summary>Puts back what differs. False if something differed that cannot be put back.</summary>
    public bool Restore(PSCmdlet command)
    {
        var seen = 0;
        foreach (var variable in SessionTables.Variables(command))
        {
            if (_skipped.Contains(variable.Name))
            {
                continue;
            }

            if (_variables.TryGetValue(variable.Name, out var entry))
            {
                seen++;
                if (!entry.Restore(command, variable))
                {
                    return false;
                }
            }
            else if (variable.Module is not null)
            {
                Adopt(variable); // Modules stay loaded.
                seen++;
            }
            else
            {
                SessionTables.Remove(command, "variable", variable.Name);
            }
        }

        return seen == _variables.Count || PutBackMissing(command);
    }

    private bool PutBackMissing(PSCmdlet command)
    {
        var present = SessionTables.Variables(command).Select(variable => variable.Name)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in _variables.Where(pair => !present.Contains(pair.Key)).Select(pair => pair.Value))
        {
            entry.PutBack(command);
        }

        return true;
    }

    private void Adopt(PSVariable variable)
    {
        if (!_skipped.Contains(variable.Name))
        {
            _variables[variable.Name] = new Entry(variable);
        }
    }

    private sealed class Entry(PSVariable variable)
    {
        private readonly object? _value = variable.Value;
        private readonly ScopedItemOptions _options = variable.Options;
        private readonly SessionStateEntryVisibility _visibility = variable.Visibility;
        private readonly int _attributes = variable.Attributes.Count;
        private readonly ContentsBaseline? _contents = ContentsBaseline.Of(variable.Value);

        /// <summary>Gives the variable its value back. False if that cannot be done.</summary>
        public bool Restore(PSCmdlet command, PSVariable current)
        {
            if (!ReferenceEquals(current, variable) || current.Attributes.Count != _attributes)
            {
                PutBack(command);
                return current.Attributes.Count == _attributes;
            }

            if (!ReferenceEquals(variable.Value, _value) && !Equals(variable.Value, _value))
            {
                variable.Value = _value;
            }

            if (variable.Options != _options)
            {
                variable.Options = _options;
            }

            variable.Visibility = _visibility;
            _contents?.Restore();
            return true;
        }

        /// <summary>Puts the very variable into the global scope, in which the worker's cmdlet runs.</summary>
        public void PutBack(PSCmdlet command)
        {
            command.SessionState.PSVariable.Set(variable);
            variable.Value = _value;
            _contents?.Restore();
        }
    }
}
