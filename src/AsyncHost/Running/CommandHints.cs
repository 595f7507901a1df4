using AsyncHost.Arguments;

namespace AsyncHost.Running;

/// <summary>Tells a command that pwsh has and this host has not from one that exists nowhere.</summary>
internal static class CommandHints
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

    /// <summary>One sentence for a command that needs the full shell; null for any other name.</summary>
    public static string? For(string command) => OfPwsh.Contains(command)
        ? $"AsyncHost is a pocket PowerShell without {command}: use .NET in its place, or run the script in pwsh. "
            + $"Its own commands: AsyncHost -Help lists all {HelpText.StandInNames.Count}."
        : null;
}
