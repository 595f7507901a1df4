using System.Text.RegularExpressions;
using AsyncHost.Arguments;

namespace AsyncHost.Hosting;

/// <summary>Tells a command that pwsh has and this host has not from one that exists nowhere.</summary>
internal static partial class CommandHints
{
    private static readonly HashSet<string> OfPwsh = new(StringComparer.OrdinalIgnoreCase)
    {
        "Add-Content", "Add-Member", "Add-Type", "Clear-Content", "Compare-Object", "ConvertFrom-Csv",
        "ConvertFrom-Json", "ConvertTo-Csv", "ConvertTo-Json", "Copy-Item", "Export-Clixml", "Export-Csv",
        "Format-Hex", "Get-ChildItem", "Get-Content", "Get-Date", "Get-FileHash", "Get-Item", "Get-ItemProperty",
        "Get-Member", "Get-Process", "Get-Random", "Get-Service", "Group-Object", "Import-Clixml", "Import-Csv",
        "Invoke-Expression", "Invoke-RestMethod", "Invoke-WebRequest", "Join-Path", "Measure-Command", "Move-Item",
        "New-Guid", "New-Item", "New-Object", "New-TimeSpan", "Out-File", "Out-GridView", "Read-Host", "Remove-Item",
        "Remove-Variable", "Resolve-Path", "Select-String", "Select-Xml", "Set-Content", "Split-Path",
        "Start-Process", "Stop-Process", "Tee-Object", "Test-Path", "Update-TypeData", "Wait-Event",
    };

    /// <summary>One sentence to show below an error about a command that needs the full shell; null below others.</summary>
    public static string? For(string shownError)
    {
        string command = NotFound().Match(shownError).Groups["command"].Value;
        return OfPwsh.Contains(command)
            ? $"AsyncHost is a pocket PowerShell without {command}: use .NET in its place, or run the script in pwsh. "
                + $"'AsyncHost -Help' lists the {HelpText.StandInNames.Count} commands of pwsh's modules that it has."
            : null;
    }

    /// <summary>As the engine says it; a caught error is never shown and so gets no hint.</summary>
    [GeneratedRegex("The term '(?<command>[^']+)' is not recognized")]
    private static partial Regex NotFound();
}
