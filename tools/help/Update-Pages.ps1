# Brings the pages up to the built module: writes syntax and facts anew, and a page to fill in for each new cmdlet.
# Runs in a child shell, because an import holds the module's files.
[CmdletBinding()]
param([Parameter(Mandatory)] [string]$Module, [Parameter(Mandatory)] [string]$Folder)

$ErrorActionPreference = 'Stop'
. $PSScriptRoot/Page.ps1
Import-Module $Module
foreach ($command in Get-Command -Module AsyncPS | Sort-Object Name) {
    $path = [IO.Path]::Combine($Folder, "$($command.Name).md")
    $page = Read-HelpPage $path
    $text = Format-HelpPage $command $page
    if ($text -cne $page.Text) {
        [IO.File]::WriteAllText($path, $text)
        Write-Host "    $(if ($page.Text) { 'changed' } else { 'new, fill it in' }): $($command.Name).md"
    }
}
