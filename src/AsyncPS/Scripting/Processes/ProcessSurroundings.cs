using System.Diagnostics;

namespace AsyncPS.Scripting.Processes;

/// <summary>
/// The environment and the directory that children start with: those of the moment at which the dispatcher started, and
/// not what a job that runs in this process has just set for itself.
/// </summary>
internal sealed class ProcessSurroundings
{
    private readonly Dictionary<string, string?> _environment = [];
    private readonly string _directory;

    private ProcessSurroundings(string directory)
    {
        _directory = directory;
        foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables())
        {
            _environment[(string)entry.Key] = (string?)entry.Value;
        }
    }

    public static ProcessSurroundings Take() => new(Environment.CurrentDirectory);

    public void ApplyTo(ProcessStartInfo start)
    {
        start.Environment.Clear();
        foreach (var (name, value) in _environment)
        {
            start.Environment[name] = value;
        }

        start.WorkingDirectory = _directory;
    }
}
