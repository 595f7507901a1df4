using System.Reflection;

namespace AsyncPS.Scripting.Processes;

/// <summary>
/// How this process renders text (<c>$PSStyle.OutputRendering</c>). A shell sets it at its start, from NO_COLOR and the
/// terminal, and the user after that; a child takes it from its dispatcher. The library that this is compiled against
/// does not know it yet.
/// </summary>
internal static class OutputRendering
{
    private static readonly object? Style = typeof(PSObject).Assembly
        .GetType("System.Management.Automation.PSStyle")?.GetProperty("Instance")?.GetValue(null);

    private static readonly PropertyInfo? Property = Style?.GetType().GetProperty("OutputRendering");

    /// <summary>The name of the current one; null when it is not known.</summary>
    public static string? Current
    {
        get => Property?.GetValue(Style)?.ToString();
        set
        {
            if (value is not null && Property is not null && Enum.TryParse(Property.PropertyType, value, out var rendering))
            {
                Property.SetValue(Style, rendering);
            }
        }
    }
}
