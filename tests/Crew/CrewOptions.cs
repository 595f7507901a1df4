using System.Globalization;

namespace Crew;

/// <summary>The command line: a role, then <c>name=value</c>.</summary>
internal sealed class CrewOptions
{
    private readonly Dictionary<string, string> _values;

    private CrewOptions(string role, Dictionary<string, string> values)
    {
        Role = role;
        _values = values;
    }

    public string Role { get; }

    public string Store => Text("store") ?? throw new ArgumentException("Say which store: store=<path>.");

    public static CrewOptions Parse(string[] arguments) => new(
        arguments[0],
        arguments.Skip(1).Select(argument => argument.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]));

    public string? Text(string name) => _values.GetValueOrDefault(name);

    public bool Is(string name) => Text(name) == "yes";

    public int Number(string name, int otherwise) =>
        Text(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    public TimeSpan Milliseconds(string name, int otherwise) => TimeSpan.FromMilliseconds(Number(name, otherwise));
}
