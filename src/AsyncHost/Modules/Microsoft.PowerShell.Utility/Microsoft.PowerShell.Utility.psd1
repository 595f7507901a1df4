# AsyncHost's stand-in for the module of this name that comes with pwsh: the few commands that scripts cannot do without.
@{
    ModuleVersion        = '7.0.0.0'
    GUID                 = '1DA87E53-152B-403E-98DC-74D7B4D63D59'
    Author               = 'AsyncPS contributors'
    CompanyName          = 'AsyncPS contributors'
    Copyright            = 'Copyright (c) AsyncPS contributors'
    PowerShellVersion    = '3.0'
    CompatiblePSEditions = @('Core')
    NestedModules        = @('AsyncHost.dll')
    CmdletsToExport      = @(
        'Format-List', 'Format-Table', 'Get-Variable', 'Measure-Object', 'Out-String', 'Select-Object', 'Set-Variable',
        'Sort-Object', 'Start-Sleep', 'Write-Debug', 'Write-Error', 'Write-Host', 'Write-Information', 'Write-Output',
        'Write-Progress', 'Write-Verbose', 'Write-Warning'
    )
    FunctionsToExport    = @()
    VariablesToExport    = @()
    AliasesToExport      = @()
}
