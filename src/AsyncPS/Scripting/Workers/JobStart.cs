using System.Globalization;
using System.Management.Automation.Language;

namespace AsyncPS.Scripting.Workers;

/// <summary>Sets up what a job asked for before its script runs.</summary>
internal static class JobStart
{
    /// <summary>Location, culture and modules.</summary>
    public static void Apply(ScriptSettings settings, PSCmdlet command)
    {
        if (settings.Culture is { } culture)
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        }

        if (settings.UICulture is { } uiCulture)
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(uiCulture);
        }

        foreach (var module in settings.Modules)
        {
            command.InvokeCommand.InvokeScript("Import-Module -Name $args[0] -Global -ErrorAction Stop", module);
        }

        if (settings.WorkingDirectory is { } directory)
        {
            command.SessionState.Path.SetLocation(WildcardPattern.Escape(directory));
        }
    }

    /// <summary>A script that defines the caller's functions where it is dotted; null if there are none.</summary>
    public static ScriptBlock? Functions(ScriptSettings settings)
    {
        if (settings.Functions.Count == 0)
        {
            return null;
        }

        return Parser.ParseInput(string.Join('\n', settings.Functions), out _, out _).GetScriptBlock();
    }
}
