using System.Globalization;
using System.Management.Automation.Language;
using Microsoft.PowerShell.Commands;

namespace AsyncPS.Scripting.Workers;

/// <summary>Enforces <c>#requires</c>, which PowerShell itself does only for files that it opens.</summary>
internal static class Requirements
{
    private const string ErrorId = "ScriptRequires";

    /// <summary>Throws unless the session meets the requirements; modules that are missing in it are imported.</summary>
    public static void Enforce(ScriptRequirements requirements, PSCmdlet command)
    {
        EnforceVersion(requirements, command);
        if (requirements.IsElevationRequired && !Environment.IsPrivilegedProcess)
        {
            throw Unmet("runs as administrator (#requires -RunAsAdministrator)", "The dispatcher's account is not one.");
        }

        if (requirements.RequiredApplicationId is { Length: > 0 } application)
        {
            throw Unmet($"the shell '{application}'", "A job runs in an AsyncPS worker.");
        }

        foreach (var module in requirements.RequiredModules ?? Enumerable.Empty<ModuleSpecification>())
        {
            Import(module, command);
        }

        foreach (var assembly in requirements.RequiredAssemblies ?? Enumerable.Empty<string>())
        {
            command.InvokeCommand.InvokeScript("Add-Type -AssemblyName $args[0]", assembly);
        }
    }

    private static void EnforceVersion(ScriptRequirements requirements, PSCmdlet command)
    {
        var table = (Hashtable)command.SessionState.PSVariable.GetValue("global:PSVersionTable");
        var current = Version.Parse(
            Convert.ToString(table["PSVersion"], CultureInfo.InvariantCulture)!.Split('-', '+')[0]);
        if (requirements.RequiredPSVersion is { } wanted && current < wanted)
        {
            throw Unmet($"PowerShell {wanted}", $"The dispatcher runs in PowerShell {current}.");
        }

        if (requirements.RequiredPSEditions is { Count: > 0 } editions
            && !editions.Contains("Core", StringComparer.OrdinalIgnoreCase))
        {
            throw Unmet($"the edition {string.Join(", ", editions)}", "The dispatcher runs in the edition Core.");
        }
    }

    private static void Import(ModuleSpecification module, PSCmdlet command)
    {
        // Get-Module knows modules by name alone, and importing a path again costs little.
        const string script =
            "param($m) if ($m.Name -match '[\\\\/]' -or -not (Get-Module -FullyQualifiedName $m)) { "
            + "Import-Module -FullyQualifiedName $m -Global -ErrorAction Stop }";
        try
        {
            command.InvokeCommand.InvokeScript(script, module);
        }
        catch (RuntimeException exception)
        {
            throw Unmet($"the module {module}", exception.Message);
        }
    }

    private static RuntimeException Unmet(string what, string why)
    {
        var message = $"The script requires {what}. {why}";
        return new RuntimeException(
            message,
            null,
            new ErrorRecord(new InvalidOperationException(message), ErrorId, ErrorCategory.ResourceUnavailable, null));
    }
}
