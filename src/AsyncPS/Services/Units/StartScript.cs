using System.Globalization;
using System.Management.Automation.Language;

namespace AsyncPS.Services.Units;

/// <summary>The text that a service's shell runs. Pure.</summary>
internal static class StartScript
{
    /// <param name="manifest">The module's.</param>
    /// <param name="parameters">Of Start-AsyncDispatcher, in order; true = a switch that is on.</param>
    public static string Of(string manifest, IEnumerable<KeyValuePair<string, object?>> parameters)
    {
        var arguments = parameters
            .Where(each => each.Value is not (null or false))
            .Select(each => each.Value is true ? $" -{each.Key}" : $" -{each.Key} {Literal(each.Value!)}");
        return $"$ErrorActionPreference = 'Stop'; Import-Module {Literal(manifest)}; " +
            $"Start-AsyncDispatcher -Wait{string.Concat(arguments)}; exit $LASTEXITCODE";
    }

    /// <summary>A value as PowerShell reads it.</summary>
    internal static string Literal(object value) => value switch
    {
        string text => $"'{CodeGeneration.EscapeSingleQuotedStringContent(text)}'",
        TimeSpan span => $"'{span.ToString("c", CultureInfo.InvariantCulture)}'",
        ScriptBlock script => $"{{{script}}}",
        IEnumerable<string> texts => string.Join(", ", texts.Select(Literal)),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => Literal(value.ToString() ?? ""),
    };
}
