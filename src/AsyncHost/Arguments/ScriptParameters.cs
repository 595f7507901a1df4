using System.Management.Automation.Runspaces;

namespace AsyncHost.Arguments;

/// <summary>Turns a script's command line into the engine's parameters, by the rules of <c>pwsh -File</c>.</summary>
/// <remarks>
/// A name that keeps its dash and has no value is left for the engine's binder to pair with the next argument or to take
/// as a switch: only it knows the script's parameters.
/// </remarks>
internal static class ScriptParameters
{
    public static IReadOnlyList<CommandParameter> Parse(IEnumerable<string> args)
    {
        List<CommandParameter> parameters = [];
        string? pending = null;
        foreach (string arg in args)
        {
            if (pending is not null)
            {
                parameters.Add(new CommandParameter(pending, arg));
                pending = null;
            }
            else if (!IsName(arg))
            {
                parameters.Add(new CommandParameter(null, arg));
            }
            else if (arg.IndexOf(':', StringComparison.Ordinal) is var colon && colon < 0)
            {
                parameters.Add(new CommandParameter(arg));
            }
            else if (colon == arg.Length - 1)
            {
                pending = arg.TrimEnd(':');
            }
            else
            {
                parameters.Add(new CommandParameter(arg[..colon], BoolOrText(arg[(colon + 1)..])));
            }
        }

        if (pending is not null)
        {
            parameters.Add(new CommandParameter(pending));
        }

        return parameters;
    }

    /// <summary>A negative number is a value, as the engine's own parser has it.</summary>
    private static bool IsName(string arg) => arg.Length > 1 && arg[0] == '-' && !char.IsDigit(arg[1]) && arg[1] != '.';

    private static object BoolOrText(string value) => value.ToLowerInvariant() switch
    {
        "$true" or "true" => true,
        "$false" or "false" => false,
        _ => value,
    };
}
