# AsyncHost's stand-in for the module of this name that comes with pwsh: the few commands that scripts cannot do without.
@{
    ModuleVersion        = '7.0.0.0'
    GUID                 = 'EEFCB906-B326-4E99-9F54-8B4BB6EF3C6D'
    Author               = 'AsyncPS contributors'
    CompanyName          = 'AsyncPS contributors'
    Copyright            = 'Copyright (c) AsyncPS contributors'
    PowerShellVersion    = '3.0'
    CompatiblePSEditions = @('Core')
    NestedModules        = @('AsyncHost.dll')
    CmdletsToExport      = @('Get-Location', 'Pop-Location', 'Push-Location', 'Set-Location')
    FunctionsToExport    = @()
    VariablesToExport    = @()
    AliasesToExport      = @()
}
