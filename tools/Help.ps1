# Brings the pages of docs/help up to the built module, and makes the module's help file of them where PlatyPS is
# installed.
[CmdletBinding()]
param([string]$Configuration = 'Release')

. $PSScriptRoot/help/Page.ps1

$pages = Join-RootPath docs, help
$xml = Join-RootPath module, en-US, AsyncPS.dll-Help.xml

function Test-PlatyPS {
    -not $InPocketHost -and @(Get-Module Microsoft.PowerShell.PlatyPS -ListAvailable).Count -gt 0
}

function Test-XmlIsOld {
    if (-not [IO.File]::Exists($xml)) { return $true }
    $made = Read-HelpStamp ([IO.File]::ReadAllText($xml).ReplaceLineEndings("`n"))
    ($made -join ' ') -cne ((Get-HelpStamp $pages) -join ' ')
}

function Invoke-HelpScript([string]$Name, [string[]]$Arguments) {
    Invoke-ChildScript ([IO.Path]::Combine($PSScriptRoot, 'help', $Name)) $Arguments | Out-Host
    if ($LASTEXITCODE -ne 0) {
        throw [BuildFailure]::new("tools/help/$Name ended with exit code $LASTEXITCODE.")
    }
}

& $PSScriptRoot/Build.ps1 -Configuration $Configuration
Write-Step 'Help'
Invoke-HelpScript Update-Pages.ps1 @('-Module', [IO.Path]::Combine($ModuleFolder, 'AsyncPS.psd1'), '-Folder', $pages)
if (-not (Test-XmlIsOld)) {
    Write-Host '    module/en-US/AsyncPS.dll-Help.xml was made from these pages: unchanged'
    exit 0
}

if (-not (Test-PlatyPS)) {
    throw [BuildFailure]::new(
        'the pages are in order, but module/en-US/AsyncPS.dll-Help.xml is older than they are, and to make it anew ' +
        'takes PlatyPS. In PowerShell 7.4 or later: Install-PSResource Microsoft.PowerShell.PlatyPS, then this.')
}

Invoke-HelpScript Export-Maml.ps1 @('-Folder', $pages, '-Xml', $xml)
exit 0
