using System.Globalization;

namespace AsyncPS.Scripting.Isolation;

/// <summary>What all workers of a process share and a script can change.</summary>
internal sealed class ProcessState
{
    private readonly Dictionary<string, string> _environment = new(StringComparer.Ordinal);
    private readonly string? _directory;
    private readonly CultureInfo? _defaultCulture;
    private readonly CultureInfo? _defaultUICulture;
    private readonly ConsoleState _console;

    private ProcessState()
    {
        foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables())
        {
            _environment[(string)entry.Key] = (string?)entry.Value ?? string.Empty;
        }

        _directory = CurrentDirectory();
        _defaultCulture = CultureInfo.DefaultThreadCurrentCulture;
        _defaultUICulture = CultureInfo.DefaultThreadCurrentUICulture;
        _console = ConsoleState.Take();
    }

    public static ProcessState Take() => new();

    /// <summary>Sets to this state what differs between two later ones.</summary>
    public void RestoreChanges(ProcessState before, ProcessState after)
    {
        foreach (var name in before._environment.Keys.Union(after._environment.Keys))
        {
            var was = before._environment.GetValueOrDefault(name);
            var isNow = after._environment.GetValueOrDefault(name);
            if (!string.Equals(was, isNow, StringComparison.Ordinal))
            {
                Environment.SetEnvironmentVariable(name, _environment.GetValueOrDefault(name));
            }
        }

        if (_directory is not null && before._directory != after._directory)
        {
            Environment.CurrentDirectory = _directory;
        }

        if (!ReferenceEquals(before._defaultCulture, after._defaultCulture))
        {
            CultureInfo.DefaultThreadCurrentCulture = _defaultCulture;
        }

        if (!ReferenceEquals(before._defaultUICulture, after._defaultUICulture))
        {
            CultureInfo.DefaultThreadCurrentUICulture = _defaultUICulture;
        }

        _console.RestoreChanges(before._console, after._console);
    }

    // The directory can have been deleted.
    private static string? CurrentDirectory()
    {
        try
        {
            return Environment.CurrentDirectory;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
